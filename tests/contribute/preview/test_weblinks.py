from pathlib import Path

import pytest

from ingest.contribute.preview.difference import difference
from ingest.contribute.preview.weblinks import fault, web_links
from ingest.read.load import load
from tests.samples import entry, write_base, write_entry


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.nao.org.uk/report/?id=1#part",
        "https://example.org:8080/a",
        "https://münchen.example.de/",
        "https://doi.org/10.1000/182",
    ],
)
def test_a_web_address_is_taken(address: str) -> None:
    assert fault(address) == ""


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("www.example.org", "does not begin"),
        ("ftp://example.org/a", "does not begin"),
        ("https:/example.org", "names no host"),
        ("https://localhost/a", "names no host"),
        ("https://192.168.0.1/a", "names no host"),
        ("https://example..org", "names no host"),
        ("https://example.org:0/", "names no host"),
        ("https://example.org:99999/", "is no web address"),
        ("https://user:secret@example.org/", "user name"),
        ("https://example.org/a b", "blanks or signs"),
        ("https://[::1", "is no web address"),
    ],
)
def test_what_is_no_web_address_is_told(address: str, wrong: str) -> None:
    assert wrong in fault(address)


def test_the_addresses_of_what_changes_are_looked_at_and_no_others(tmp_path: Path) -> None:
    before = load(write_base(tmp_path / "before"))
    entries = write_base(tmp_path / "after")
    assert web_links(difference(before, load(entries)), load(entries)) == ()
    write_entry(entries, "sampleton-mcp", entry(summary="Told at www.example.org, and at https://example..org."))
    path = entries / "sources" / "leaflet-2016.yml"
    path.write_text(path.read_text(encoding="utf-8") + "url: https://localhost/leaflet\n", encoding="utf-8")
    after = load(entries)
    found = {(one.name, one.address): one.fault for one in web_links(difference(before, after), after)}
    assert set(found) == {
        ("sampleton-mcp", "www.example.org"),
        ("sampleton-mcp", "https://example..org"),
        ("sources/leaflet-2016", "https://localhost/leaflet"),
    }
    assert all(found.values())
