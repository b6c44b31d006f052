"""The release bundle as somebody gets it: opened with the tools that it is made for."""

import csv
import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import httpx
import pytest
import yaml

import kb
from ingest import cli
from ingest.describe.descriptions import SEARCH_TABLES
from ingest.release.bundle import bundle
from ingest.store.fingerprint import content_hash
from ingest.store.versions import write_manifest
from kb.errors import BrokenEnvironmentError, DatabaseError
from kb.exports.table import safe
from kb.published.records import read_all
from kb.site.serving import Serving
from tests.publishing import BUILT, publish, site
from tests.samples import REPOSITORY, entry, write_base

ENTRIES = REPOSITORY / "entries"
BESIDE_TABLES = {
    "CITATION.cff", "LICENSE.md", "README.md", "SHA256SUMS", "data-dictionary.md", "datapackage.json", "entries.json",
    "kb.db", "kb.tokens.safetensors", "manifest.json", "metadata.yml", "ENCODER-LICENSE.txt",
    "encoder/manifest.json", "encoder/model.onnx", "encoder/tokenizer.json",
}  # fmt: skip

# A wrong value for a column, and what Frictionless calls the error.
WRONG = (
    ("impacts", "outcome", "nonsense", "foreign-key"),
    ("impacts", "value", "many", "type-error"),
    ("impacts", "strength", "6", "constraint-error"),
    ("entries", "latitude", "91", "constraint-error"),
    ("entries", "date", "last year", "type-error"),
    ("contract_values", "currency", "pounds", "constraint-error"),
    ("lessons", "text", "", "constraint-error"),
    ("sources", "measured", "perhaps", "type-error"),
    ("directions", "id", "decrease", "primary-key"),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A database of two test entries, and their folder."""
    folder = tmp_path_factory.mktemp("small")
    mine = {"contacts": [{**entry()["contacts"][0], "phone": "=1+1"}], "impacts": None}
    entries = write_base(folder / "entries", sampleton_mcp=entry(), other=entry(title="Another scheme", **mine))
    (entries / "LICENSE.md").write_text("CC BY 4.0\n", encoding="utf-8")
    database = publish(entries, folder / "build" / "kb.db")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update build set content_hash = ?", [content_hash(entries)])
    write_manifest(database.parent, BUILT)
    return database, entries


def descriptor(folder: Path) -> Any:  # noqa: ANN401 - any JSON value
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_frictionless_opens_it_without_an_error(released: Path) -> None:
    report = frictionless.validate(str(released / "datapackage.json"))
    assert report.valid, report.flatten(["type", "title", "fieldName", "rowNumber", "message"])[:10]
    assert len(report.tasks) == len(descriptor(released)["resources"]) > 40
    assert not report.warnings


def test_frictionless_finds_wrong_values(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = bundle(*small, tmp_path / "dist")
    for table, column, wrong, _ in WRONG:
        spoil(folder / "csv" / f"{table}.csv", column, wrong)
    report = frictionless.validate(str(folder / "datapackage.json"), skip_errors=["hash-count", "byte-count"])
    found = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert found >= {(table, error) for table, _, _, error in WRONG}


def spoil(path: Path, column: str, wrong: str) -> None:
    """Write a wrong value into the first row of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    found[0][column] = wrong
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def test_a_changed_file_is_found_by_its_hash(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = bundle(*small, tmp_path / "dist")
    with (folder / "csv" / "lessons.csv").open("a", encoding="utf-8") as file:
        file.write("\r\n")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_it_has_every_file_and_no_other(released: Path) -> None:
    tables = {resource["path"] for resource in descriptor(released)["resources"]}
    assert set(files(released)) == BESIDE_TABLES | tables
    assert {path.stem for path in (released / "csv").iterdir()} >= {"entries", "impacts", "sources", "tags", "passages"}


def test_the_csv_files_have_the_rows_of_the_database(released: Path) -> None:
    with closing(sqlite3.connect(released / "kb.db")) as connection:
        for resource in descriptor(released)["resources"]:
            names = [field["name"] for field in resource["schema"]["fields"]]
            columns = ", ".join(f'"{name}"' for name in names)
            stored = connection.execute(f"select {columns} from {resource['name']} order by rowid").fetchall()
            with (released / resource["path"]).open(encoding="utf-8", newline="") as file:
                header, *written = csv.reader(file)
            assert header == names
            assert [tuple(row) for row in written] == [
                tuple("" if cell is None else str(safe(cell)) for cell in row) for row in stored
            ], resource["name"]


def test_only_the_indexes_of_search_have_no_csv_file(released: Path) -> None:
    with closing(sqlite3.connect(released / "kb.db")) as connection:
        query = "select name from sqlite_master where type = 'table' and name not like '%fts%'"
        stored = {name for (name,) in connection.execute(query)}
    left_out = stored - {path.stem for path in (released / "csv").iterdir()}
    assert left_out == {table.name for table in SEARCH_TABLES} - {"passages"}


def test_every_field_is_described(released: Path) -> None:
    for resource in descriptor(released)["resources"]:
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


async def test_the_entries_are_those_of_the_api(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = bundle(*small, tmp_path / "dist")
    whole = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
    served = site(small[0])
    await served.invoke_startup()
    for found in whole["entries"]:
        answer = (await served.client.get(f"/entries/{found['slug']}.json")).json()
        assert {name: answer[name] for name in found} == found
    assert whole["total"] == 2


def test_every_entry_is_in_the_json(released: Path, real_database: Path) -> None:
    whole = json.loads((released / "entries.json").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(real_database)) as connection:
        assert [found["slug"] for found in whole["entries"]] == [one.slug for one in read_all(connection)]
    assert whole["data_version"] == descriptor(released)["version"]


def test_the_checksums_are_those_of_all_other_files(released: Path) -> None:
    lines = (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    expected = {name: hashlib.sha256(raw).hexdigest() for name, raw in files(released).items() if name != "SHA256SUMS"}
    assert sums == expected


def test_it_says_its_version_licence_and_how_contacts_are_used(released: Path) -> None:
    version = descriptor(released)["version"]
    assert released.name == f"care-models-evidence-{version}"
    citation = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["version"], citation["license"]) == (version, "CC-BY-4.0")
    readme = (released / "README.md").read_text(encoding="utf-8")
    assert version in readme
    assert "## Contacts" in readme
    assert "CC BY 4.0" in (released / "LICENSE.md").read_text(encoding="utf-8")
    assert len(descriptor(released)["sources"]) == len(list((ENTRIES / "sources").glob("*.yml")))


def test_the_zip_file_holds_the_same(released: Path) -> None:
    with zipfile.ZipFile(released.with_name(f"{released.name}.zip")) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {name: archive.read(name) for name in archive.namelist()} == files(released)


def test_frictionless_opens_the_zip_file_as_it_is(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = bundle(*small, tmp_path / "dist")
    packed = str(folder.with_name(f"{folder.name}.zip"))
    impacts = frictionless.Package(packed).get_table_resource("impacts").read_rows()
    assert [impact["outcome"] for impact in impacts] == ["emergency-admissions"]
    assert frictionless.validate(packed).valid


def test_the_same_data_make_the_same_release(small: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = (bundle(*small, tmp_path / name) for name in ("one", "two"))
    assert files(first) == files(second)
    assert first.with_name(f"{first.name}.zip").read_bytes() == second.with_name(f"{second.name}.zip").read_bytes()


def test_a_release_takes_the_place_of_the_old_one(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = bundle(*small, tmp_path / "dist")
    (folder / "left-over").touch()
    assert "left-over" not in files(bundle(*small, tmp_path / "dist"))
    assert len(list((tmp_path / "dist").iterdir())) == 2


def test_text_that_a_spreadsheet_would_run_is_marked(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = bundle(*small, tmp_path / "dist")
    assert ",'=1+1," in (folder / "csv" / "contacts.csv").read_text(encoding="utf-8")
    assert '"=1+1"' in (folder / "entries.json").read_text(encoding="utf-8")


def test_a_release_that_fails_leaves_the_old_one(small: tuple[Path, Path], tmp_path: Path) -> None:
    entries = Path(shutil.copytree(small[1], tmp_path / "entries"))
    folder = bundle(small[0], entries, tmp_path / "dist")
    before = files(tmp_path / "dist")
    (entries / "LICENSE.md").unlink()
    with pytest.raises(BrokenEnvironmentError, match=r"LICENSE\.md: No such file"):
        bundle(small[0], entries, tmp_path / "dist")
    assert files(tmp_path / "dist") == before
    assert folder.is_dir()


def test_a_database_of_other_entries_is_refused(small: tuple[Path, Path], tmp_path: Path) -> None:
    entries = Path(shutil.copytree(small[1], tmp_path / "entries"))
    shutil.copyfile(entries / "vanguards" / "other.yml", entries / "vanguards" / "new.yml")
    with pytest.raises(DatabaseError, match="built from other files"):
        bundle(small[0], entries, tmp_path / "dist")


def test_a_missing_database_is_named(small: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"none\.db: there is no such database; run `make build`"):
        bundle(tmp_path / "none.db", small[1], tmp_path / "dist")


def test_a_file_that_is_no_database_is_refused(small: tuple[Path, Path], tmp_path: Path) -> None:
    database = tmp_path / "kb.db"
    database.write_text("no database", encoding="utf-8")
    with pytest.raises(DatabaseError, match="no version of the base lies here"):
        bundle(database, small[1], tmp_path / "dist")
    write_manifest(tmp_path, BUILT)
    with pytest.raises(DatabaseError, match="no database of ours"):
        bundle(database, small[1], tmp_path / "dist")


def test_a_damaged_version_is_not_released(small: tuple[Path, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small[0].parent, tmp_path / "build"))
    with closing(sqlite3.connect(folder / "kb.db")) as connection, connection:
        connection.execute("update entries set title = 'Another'")
    with pytest.raises(DatabaseError, match="is damaged"):
        bundle(folder / "kb.db", small[1], tmp_path / "dist")


async def test_who_unpacks_it_can_search_and_serve_it(released: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(released.with_name(f"{released.name}.zip")) as archive:
        archive.extractall(tmp_path)
    database = tmp_path / "kb.db"
    assert kb.open(database).search("telehealth").confident
    serving = await Serving.open(database)
    transport = httpx.ASGITransport(app=serving)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/search.json?q=telehealth")
        table = await client.get("/kb/impacts")
    await serving.close()
    assert answer.json()["results"]
    assert "What happened to an outcome, or is meant to happen" in table.text, "metadata.yml describes the tables"


def test_a_folder_that_cannot_be_written_is_named(small: tuple[Path, Path]) -> None:
    with pytest.raises(BrokenEnvironmentError, match="can't be written"):
        bundle(*small, small[0] / "dist")


def test_the_command_says_what_it_wrote(
    small: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, entries = map(str, small)
    options = ["--database", database, "--entries", entries, "--output", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["kb", "release", *options])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 0
    assert sorted(map(str, tmp_path.iterdir())) == sorted(capsys.readouterr().out.splitlines())


def test_the_command_gives_one_line_where_there_is_no_database(
    small: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["kb", "release", "--database", "none.db", "--entries", str(small[1])])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "kb: none.db: there is no such database; run `make build` first\n"
