from importlib.metadata import distribution
from pathlib import Path

import pytest

from ingest.release.notices import Notice, licence_of, notices, require_permissive
from kb.errors import BrokenEnvironmentError
from tests.samples import REPOSITORY


def test_every_package_that_is_installed_is_noticed_and_permissive() -> None:
    found = notices(REPOSITORY / "requirements.lock")
    assert {"datasette", "numpy", "spacy"} <= {notice.name.lower() for notice in found}
    assert [notice.name for notice in found if not notice.is_permissive] == []
    assert all(notice.version and notice.licence for notice in found)


def test_a_notice_carries_the_text_of_the_licence() -> None:
    assert "Apache" in licence_of(distribution("datasette"))
    numpy = next(notice for notice in notices(REPOSITORY / "requirements.lock") if notice.name == "numpy")
    assert "Redistributions of source code must retain" in str(numpy)


@pytest.mark.parametrize(
    ("licence", "permissive"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND MIT", True),
        ("Apache Software License", True),
        ("MPL-2.0 AND MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("AGPL-3.0 AND MIT", False),
        ("not stated", False),
        ("Proprietary", False),
    ],
)
def test_a_licence_is_permissive_or_not(licence: str, permissive: bool) -> None:
    assert Notice("a", "1", licence, ()).is_permissive is permissive


def test_what_is_not_permissive_is_named() -> None:
    with pytest.raises(BrokenEnvironmentError, match=r"odd \(GPL-3.0-only\)"):
        require_permissive([Notice("odd", "1", "GPL-3.0-only", ()), Notice("good", "1", "MIT", ())])


def test_packages_of_other_systems_are_passed_over(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("no-such-package-here==1.0 \\\n    --hash=sha256:00\nnumpy==0.0\n")
    assert [notice.name for notice in notices(lock)] == ["numpy"]
