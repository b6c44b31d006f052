"""The vanguards as CSV: a row a site, what it claimed and what studies found, in counts and in words."""

from collections.abc import Iterable

from kb.exports.publication import Publication
from kb.exports.table import Row, as_csv, joined
from kb.published.labels import Labels
from kb.published.summary import EFFECTS
from kb.synthesis.vanguards import Type, Vanguard

WHERE = ("place", "region", "latitude", "longitude")
COLUMNS = (
    "slug", "url", "title", "type", "type_label", "wave", "chosen", "status", "status_as_of", *WHERE, "claimed",
    *(f"claimed_{effect}" for effect in EFFECTS), "found", *(f"found_{effect}" for effect in EFFECTS), "studies",
    "strength", "claims_contradicted", "claimed_words", "found_words", "claimed_first", "found_first",
    "data_version",
)  # fmt: skip


def vanguards_csv(types: Iterable[Type], labels: Labels, publication: Publication) -> str:
    """Write all vanguards."""
    return as_csv(COLUMNS, (_row(one, labels, publication) for found in types for one in found.vanguards))


def _row(one: Vanguard, labels: Labels, publication: Publication) -> Row:
    site = one.site
    return {
        "slug": site.slug,
        "url": publication.address(site.url),
        "title": site.title,
        "type": site.vanguard_type,
        "type_label": labels.label("care_models", site.vanguard_type),
        "wave": site.vanguard_wave,
        "chosen": site.vanguard_chosen,
        "status": site.status,
        "status_as_of": site.status_as_of,
        **{name: getattr(site, name) for name in WHERE},
        "claimed": one.claimed.total,
        **{f"claimed_{effect}": one.claimed.effects.get(effect, 0) for effect in EFFECTS},
        "found": one.found.total,
        **{f"found_{effect}": one.found.effects.get(effect, 0) for effect in EFFECTS},
        "studies": one.found.homes,
        "strength": one.strength,
        "claims_contradicted": one.contradicted,
        "claimed_words": one.claimed_words,
        "found_words": one.found_words,
        "claimed_first": joined(one.claimed_first),
        "found_first": joined(one.found_first),
        "data_version": publication.data_version,
    }
