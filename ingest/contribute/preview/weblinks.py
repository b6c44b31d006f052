"""Web addresses that a change brings: whether each is one, and, where that is asked for, whether it answers."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.contribute.links import look
from ingest.contribute.preview.difference import GONE, Difference
from ingest.read.load import Base
from kb.model.base import SOURCES

ADDRESS = re.compile(r"(?:https?:|www\.)\S*", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})", re.IGNORECASE)
# Ends of sentences and brackets around an address are none of it.
AROUND = ".,;:!?)]}>\"'”’"


@dataclass(frozen=True)
class WebLink:
    """An address of the change, the file that names it, and what is wrong with it; empty where nothing is known to be."""

    name: str
    address: str
    fault: str = ""


def web_links(change: Difference, after: Base, *, ask: bool = False) -> tuple[WebLink, ...]:
    """Give the web addresses of what comes or changes. With `ask`, the well formed are asked for, which needs the network."""
    names = [one.slug for one in change.entries if one.kind != GONE]
    names += [f"{SOURCES}/{name}" for kind, name in change.sources if kind != GONE]
    documents = ((name, after.documents[name].data) for name in names if name in after.documents)
    found = tuple(dict.fromkeys(WebLink(name, one, fault(one)) for name, data in documents for one in _addresses(data)))
    if not ask:
        return found
    answers = {
        (one.source, one.address): one for one in look((one.name, one.address) for one in found if not one.fault)
    }
    return tuple(_answered(one, answers.get((one.name, one.address))) for one in found)


def _answered(link: WebLink, answer: object) -> WebLink:
    broken = bool(getattr(answer, "broken", False))
    return WebLink(link.name, link.address, f"does not answer: {getattr(answer, 'answer', '')}") if broken else link


def _addresses(value: object, key: str = "") -> Iterator[str]:
    """Give the addresses in data: what a field for one holds, whatever it is, and those that stand in texts."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _addresses(one, str(name))
    elif isinstance(value, list):
        for one in value:
            yield from _addresses(one, key)
    elif isinstance(value, str) and key == "doi":
        yield f"https://doi.org/{value.strip()}"
    elif isinstance(value, str) and key == "url":
        yield value.strip()
    elif isinstance(value, str):
        yield from (match[0].rstrip(AROUND) for match in ADDRESS.finditer(value))


def fault(address: str) -> str:
    """Say what is wrong with the form of a web address (RFC 3986, a host of the public internet); nothing if it is fine."""
    if re.search(r"[\s<>\"{}|\\^`]", address):
        return "has blanks or signs in it that no address has"
    try:
        parts = urlsplit(address)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        return "is no web address"
    if parts.scheme not in ("http", "https"):
        return "does not begin with https:// or http://"
    if user is not None:
        return "has a user name in it"
    if not HOST.fullmatch(_ascii(host)) or _is_number(host) or port == 0:
        return "names no host of the public internet"
    return ""


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
