"""The answer page of a topic: of one term, or of two together, and its files."""

from datasette import NotFound, Response

from kb.exports.claim_table import claims_csv
from kb.exports.markdown import markdown
from kb.exports.topic_document import topic_blocks, unmeasured, where_and_when
from kb.published.wording import READ
from kb.site.apart import written
from kb.site.pages.exports import DOCX
from kb.site.pages.topic_pictures import HOPES, PICTURES, pictures_of, topic_picture
from kb.site.publishing import download, publication_of
from kb.site.visit import Visit
from kb.synthesis.subjects import VOCABULARIES, Subjects, list_topics, subjects_of
from kb.synthesis.topic import Topic, read_topic, read_wider
from kb.synthesis.topic_json import listed_as_json, topic_as_json
from kb.synthesis.topic_short import shortened


async def topics(visit: Visit) -> Response:
    """Answer with the list of all topics, as a page or as JSON."""
    visit.allow()
    listed = await visit.site.read(list_topics, visit.site.labels)
    if visit.wants_json:
        return visit.json({"ok": True, "topics": [listed_as_json(one) for found in listed.values() for one in found]})
    return await visit.page("topics.html", {"listed": listed, "vocabularies": VOCABULARIES})


async def topic(visit: Visit) -> Response:
    """Answer with a topic, as a page, JSON, CSV, Markdown or Word."""
    visit.allow(*([HOPES] if visit.request.url_vars["ending"] in (None, *PICTURES) else []))
    found = await visit.site.read(read_topic, _subjects(visit), visit.site.labels)
    return await _answer(visit, found, str(visit.request.url_vars["ending"] or ""))


def _subjects(visit: Visit) -> Subjects:
    """Give what the address names. Raises NotFound where there is no such topic."""
    given = visit.request.url_vars
    named = [(str(given["vocabulary"]), str(given["term"]))]
    if given["other_vocabulary"]:
        named.append((str(given["other_vocabulary"]), str(given["other_term"])))
    found = subjects_of(named, visit.site.labels)
    if found is None:
        about = " with ".join(f"{vocabulary}/{term}"[:80] for vocabulary, term in named)
        message = (
            f"There is no topic {about!r}. A topic is a term of {', '.join(VOCABULARIES)}, or terms of two of them."
        )
        raise NotFound(f"{message} /topics lists them.")
    return found


async def _answer(visit: Visit, found: Topic, ending: str) -> Response:
    labels, publication = visit.site.labels, publication_of(visit)
    name = "-".join(found.subjects.values)
    if ending == "json":
        return visit.json({"ok": True, **topic_as_json(found)})
    if ending == "csv":
        claims = [claim for part in found.outcomes for claim in part.claims]
        return download(claims_csv(claims, found.sources, labels, publication), "text/csv", f"{name}.csv")
    if ending in PICTURES:
        return await topic_picture(visit, found, ending)
    wider = await visit.site.read(read_wider, found, labels)
    if not ending:
        return await visit.page("topic.html", {**_context(visit, found), "wider": wider})
    blocks = topic_blocks(found, wider, labels, publication)
    if ending == "md":
        return download(markdown(blocks), "text/markdown", f"{name}.md")
    return download(await written("docx", blocks, found.subjects.title, publication.base), DOCX, f"{name}.docx")


def _context(visit: Visit, found: Topic) -> dict[str, object]:
    short, site = shortened(found), visit.site
    return {
        "whole": found,
        "topic": short,
        "pairs": {part.outcome.id: _with_outcome(visit, found.subjects, part.outcome.id) for part in found.outcomes},
        "unmeasured": unmeasured(found),
        "where": where_and_when(found),
        **pictures_of(visit, found),
        "plot_url": _plot_url(visit, found),
        "source_numbers": {source.id: number for number, source in enumerate(short.sources, start=1)},
        "source_reads": {source.id: READ[source.read] for source in short.sources if source.read in READ},
        "root": publication_of(visit).root,
        "address": site.datasette.absolute_url(visit.request, site.link(found.subjects.url)),
    }


def _plot_url(visit: Visit, found: Topic) -> str | None:
    """Give the address whose files hold the plot; None where it is about two terms, neither of them an outcome."""
    if found.subjects.outcome or not found.outcomes:
        return found.subjects.url
    return _with_outcome(visit, found.subjects, found.outcomes[0].outcome.id)


def _with_outcome(visit: Visit, subjects: Subjects, outcome: str) -> str | None:
    """Give the address of the topic together with an outcome; None where it is about an outcome or two terms already."""
    if subjects.outcome or len(subjects.all) > 1:
        return None
    own = subjects.all[0]
    found = subjects_of(((own.vocabulary.name, own.term.id), ("outcomes", outcome)), visit.site.labels)
    return found.url if found else None
