import pytest

from kb.numbers.singular import of_one


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("bidders", "bidder"),
        ("care homes", "care home"),
        ("case studies", "case study"),
        ("approaches", "approach"),
        ("classes", "class"),
        ("uses", "use"),
        ("people", "person"),
        ("members of staff", "member of staff"),
        ("admissions a week", "admission a week"),
        ("contacts a year", "contact a year"),
        ("medicines per person", "medicine per person"),
        ("GPs", "GP"),
        ("percent", "percent"),
        ("in 3 people", "in 3 people"),
        ("per 1,000 people", "per 1,000 people"),
        ("basis", "basis"),
        ("status", "status"),
    ],
)
def test_a_unit_of_which_there_is_one(unit: str, one: str) -> None:
    assert of_one(unit) == one
