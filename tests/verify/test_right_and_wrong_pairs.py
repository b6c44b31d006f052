"""Right and wrong claims about one printed form, by kind: the right one is found, the wrong one is never confirmed."""

from pathlib import Path

import pytest

from ingest.read.load import load
from ingest.verify.verification import Status, verify
from tests.samples import CITE, entry, write_base
from tests.verify.pairs import statuses

FOUND, DOUBTFUL, NO = Status.FOUND, Status.DOUBTFUL, Status.NOT_FOUND
TABLE = (
    "The practices asked for more than they got.\n"
    "Practice (and type)Approved funding, 2016-17 £mRequested funding, 2016-17 £mShortfall £m\n"
    "Northfield (PACS) 4.7 17.5 12.8\nSouthfield (acute care) 8 20 12\nNo practice of 31 was refused.\n"
)
THOUSANDS = (
    "Spending of practices\n         2015/16     2016/17\n         £'000       £'000\nNorthfield  1,250       340\n"
)
MIXED = "Practice | Patients | Cost (£m) | Change %\n--- | --- | --- | ---\nNorthfield | 14 | 3.5 | 7\nSouthfield | 9 | - | 11\n"
ONE_HEAD = "Practice Beds Cost £m\nNorthfield 14 3.5\n"
ALL_HEAD = "Costs of the practices (all figures in £ million)\nNorthfield 14.5 3.5\nSouthfield 2 -\n"
Pair = tuple[float, str, str, Status]
PAIRS: dict[str, tuple[Pair, ...]] = {
    # kind: value, unit, text, what must come of it
    "the unit stands in the column's head": (
        (4_700_000, "GBP", TABLE, FOUND),
        (20_000_000, "GBP", TABLE, FOUND),
        (12_000_000, "GBP", TABLE, FOUND),
        (4.7, "GBP", TABLE, NO),
        (20, "practices", TABLE, NO),
        (12.8, "practices", TABLE, NO),
        (31_000_000, "GBP", TABLE, NO),
        (31, "practices", TABLE, FOUND),
        (2_016_000_000, "GBP", TABLE, NO),
        (17_000_000, "GBP", TABLE, NO),
        (1_250_000, "GBP", THOUSANDS, FOUND),
        (340_000, "GBP", THOUSANDS, FOUND),
        (1_250, "GBP", THOUSANDS, NO),
        (340, "practices", THOUSANDS, NO),
        (3_500_000, "GBP", MIXED, FOUND),
        (7, "percent", MIXED, FOUND),
        (11, "percent", MIXED, FOUND),
        (14_000_000, "GBP", MIXED, NO),
        (7, "patients", MIXED, NO),
        (9_000_000, "GBP", MIXED, NO),
        (3.5, "percent", MIXED, NO),
        (14, "patients", MIXED, FOUND),
        (14_000_000, "GBP", ONE_HEAD, NO),
        (3.5, "GBP", ONE_HEAD, NO),
        (14_500_000, "GBP", ALL_HEAD, FOUND),
        (14.5, "GBP", ALL_HEAD, NO),
    ),
    "the dot of a decimal stands at half height": (
        (0.86, "score-points", "A ratio of 0·86 for practices.", FOUND),
        (86, "patients", "A ratio of 0·86 for practices.", NO),
        (0.86, "score-points", "A ratio of 0∙86 for practices.", FOUND),
        (86, "patients", "A ratio of 0⋅86 for practices.", NO),
        (0.86, "score-points", "A ratio of ·86 for practices.", FOUND),
        (86, "patients", "A ratio of ·86 for practices.", NO),
        (9.5, "percent", "Patients fell by 9·5 per cent.", FOUND),
        (5, "percent", "Patients fell by 9•5 per cent.", NO),
    ),
    "a sentence ends between two numbers": (
        (96, "percent", "Practices asked in August 2017. 96% of patients agreed.", FOUND),
        (96, "percent", "Practices asked in 2017. 96%", FOUND),
        (2017.96, "percent", "Practices in 2017. 96%", NO),
        (51, "percent", "Practices asked on 3/11/2016. 51 per cent agreed.", FOUND),
        (2016.51, "percent", "Practices asked on 3/11/2016. 51 per cent agreed.", NO),
        (9.5, "percent", "Practices fell by 9. 5% in all.", FOUND),
        (5, "percent", "Practices fell by 9. 5% in all.", DOUBTFUL),
    ),
    "a range gives its unit once": (
        (1_200_000, "GBP", "Practices cost £1.2 to 3.4 million.", FOUND),
        (3_400_000, "GBP", "Practices cost £1.2 to 3.4 million.", FOUND),
        (1.2, "GBP", "Practices cost £1.2 to 3.4 million.", NO),
        (3_400_000, "patients", "Practices cost £1.2 to 3.4 million.", NO),
        (1_200_000, "GBP", "Practices cost from £1.2 up to £3.4 million.", FOUND),
        (1_200_000, "GBP", "Practices cost £1.2–3.4m.", FOUND),
        (1.2, "GBP", "Practices cost £1.2–3.4m.", NO),
        (3, "percentage-points", "Practices fell by 3 to 7 percentage points.", FOUND),
        (3, "percent", "Practices fell by 3 to 7 percentage points.", NO),
        (3, "percent", "Practices fell by between 3 and 7 per cent.", FOUND),
        (3, "practices", "Practices fell by between 3 and 7 per cent.", NO),
        (1_200_000, "GBP", "Practices got £1.2 and £3.4 million.", DOUBTFUL),
        (1.2, "GBP", "Practices got £1.2 and £3.4 million.", DOUBTFUL),
        (20_000, "GBP", "Practices cost £20-30k.", FOUND),
        (20, "GBP", "Practices cost £20-30k.", NO),
    ),
    "the sign stands after the currency": (
        (-96, "GBP", "Practices' costs: £−96 (95% CI £−512 to £321).", FOUND),
        (96, "patients", "Practices' costs: £−96.", NO),
        (-1_500_000, "GBP", "Practices' costs: £-1.5m.", FOUND),
        (1.5, "GBP", "Practices' costs: £-1.5m.", NO),
    ),
    "digits in groups": (
        (14_250, "beds", "Practices have 14 250 beds.", FOUND),
        (14, "beds", "Practices have 14 250 beds.", NO),
        (250, "beds", "Practices have 14 250 beds.", NO),
        (14, "practices", "Practices\n14 250\n", DOUBTFUL),
        (1_234_567, "patients", "Practices have 1 234 567 patients.", FOUND),
        (567, "patients", "Practices have 1 234 567 patients.", NO),
        (2, "percent", "Practices fell by 2,5 %.", DOUBTFUL),
        (2.5, "percent", "Practices fell by 2,5 %.", DOUBTFUL),
        (1.234, "patients", "Practices have 1.234,56 patients.", NO),
    ),
    "an ordinal counts nothing": (
        (3, "practices", "The third practice began.", DOUBTFUL),
        (3, "practices", "The 3rd practice began.", DOUBTFUL),
        (3, "practices", "The three practices began.", FOUND),
        (21, "practices", "Practices of the 21st century.", DOUBTFUL),
        (21, "practices", "The twenty-first practice began.", DOUBTFUL),
        (20, "practices", "The twenty-first practice began.", NO),
        (14, "practices", "On the 14th floor of practices.", DOUBTFUL),
    ),
    "a quarter may be three months": (
        (25, "percent", "Practices fell by a quarter.", FOUND),
        (25, "percent", "A quarter of practices fell.", FOUND),
        (25, "percent", "Practices fell in a quarter of a year.", NO),
        (25, "percent", "Practices report in the third quarter of 2016.", NO),
        (25, "percent", "Practices report every quarter.", NO),
        (25, "percent", "Practices rose in one quarter alone.", DOUBTFUL),
        (75, "percent", "Practices rose for three quarters running.", NO),
        (75, "percent", "Three quarters of practices rose.", FOUND),
        (4, "practices", "A quarter of practices fell.", DOUBTFUL),
        (3, "practices", "Two thirds of practices fell.", DOUBTFUL),
        (25, "percent", "Practices fell a quarter later.", NO),
        (25, "percent", "Visits to practices per quarter.", NO),
    ),
    "a word that is no count": (
        (1, "practices", "Practices meet once a year.", DOUBTFUL),
        (2, "practices", "Practices meet twice.", DOUBTFUL),
        (2, "times", "Practices doubled their lists.", FOUND),
        (2, "practices", "Practices doubled their lists.", DOUBTFUL),
        (1, "practices", "Practices meet every week, a year on, per day.", DOUBTFUL),
        (1.5, "times", "Practices are one-and-a-half times as large.", FOUND),
        (1, "times", "Practices are one-and-a-half times as large.", NO),
        (2.5, "years", "Practices ran for two and a half years.", FOUND),
        (2, "years", "Practices ran for two-and-a-half years.", NO),
    ),
    "a time of day and a code": (
        (14, "practices", "Practices open at 14:30.", DOUBTFUL),
        (30, "practices", "Practices open at 14:30.", DOUBTFUL),
        (5, "practices", "Practices close at 5pm.", DOUBTFUL),
        (3, "practices", "Practices have 3D pictures.", DOUBTFUL),
        (24, "practices", "Practices work 24/7.", DOUBTFUL),
        (24, "hours-a-day", "Practices work 24/7.", FOUND),
        (90, "percentile", "Practices are at the 90th percentile.", FOUND),
        (4, "rank", "Practices rank fourth.", FOUND),
        (1, "practices", "A single practice.", FOUND),
        (2, "practices", "Both practices.", FOUND),
        (8, "practices", "Practices employ band 8b.", DOUBTFUL),
        (80, "percent", "Practices share 80:20.", FOUND),
        (6, "patients", "Practices have a ratio of 1:6.", FOUND),
        (20, "practices", "Practices rose by 20 basis points.", NO),
    ),
}
INTERVALS = (
    ("Practices' visits fell by 36% (95% CI 3 to 40).", 3, 40, FOUND),
    ("Practices' visits fell by 36% (95% CI 3%–40%).", 3, 40, FOUND),
    ("Practices' visits fell by 36% (95% CI −40 to −3).", -40, -3, FOUND),
    ("Practices' visits fell by 36% (95% CI 3·5–40·1).", 3.5, 40.1, FOUND),
    ("Practices' visits fell by 36% (3.5, 40.1).", 3.5, 40.1, FOUND),
    ("Practices' visits fell by 36% (95% CI 3 to 40 percentage points).", 4, 41, NO),
    ("Practices' visits fell by 36%, £3 to £40 each.", 3, 40, NO),
    ("Practices' visits fell by 36% in 3 to 40 million.", 3, 40, NO),
)


SHARES: tuple[Pair, ...] = (
    (1, "in-3-people", "One in three people of the practices.", FOUND),
    (1, "in-3-people", "A third of people of the practices.", FOUND),
    (1, "in-3-people", "One in six people of the practices.", NO),
    (1, "in-3-people", "The practices had 1 visit in 2016.", NO),
    (1, "in-3-people", "1 of the 3 people of the practices.", FOUND),
    (2, "in-6-people", "Two of six people of the practices.", FOUND),
)
ALL: dict[str, tuple[Pair, ...]] = {**PAIRS, "the other number of a share": SHARES}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[Pair, Status]:
    pairs = [pair for kind in ALL.values() for pair in kind]
    claimed = [(value, unit, text) for value, unit, text, _ in pairs]
    return dict(zip(pairs, statuses(tmp_path_factory.mktemp("pairs"), claimed), strict=True))


@pytest.mark.parametrize("kind", ALL)
def test_what_is_printed_is_found_and_nothing_else_is_confirmed(found: dict[Pair, Status], kind: str) -> None:
    assert {pair: found[pair] for pair in ALL[kind] if found[pair] != pair[-1]} == {}


@pytest.mark.parametrize(("text", "low", "high", "expected"), INTERVALS)
def test_the_ends_of_an_interval(tmp_path: Path, text: str, low: float, high: float, expected: Status) -> None:
    impact = {"outcome": "emergency-admissions", "direction": "decrease", "value": -36, "unit": "percent", "basis": "observed",
              "design": "matched-control", "interval": {"low": low, "high": high}, "cite": CITE}  # fmt: skip
    write_base(tmp_path / "entries", sampleton_mcp=entry(impacts=[impact]))
    (tmp_path / "leaflet-2016.txt").write_text(text, encoding="utf-8")
    ends = [
        each.status for each in verify(load(tmp_path / "entries"), tmp_path).checked if "interval" in each.claim.name
    ]
    assert ends == [expected, expected]
