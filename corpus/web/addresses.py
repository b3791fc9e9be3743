"""Which addresses may be asked: https, on a host that sources.toml names, at an address of the public internet."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

from corpus.models import Source
from corpus.web.endings import Refused, host_of, refused

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv6-only network reaches IPv4 hosts through these
# Never on the public internet, though Python's `is_global` lets some of them pass: IPv4 inside IPv6 in forms that were given up
# (RFC 4291, 2765), a local NAT64 (RFC 8215), and site-local addresses (RFC 3879).
NEVER_PUBLIC = tuple(map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "fec0::/10")))


def hosts_of(sources: Iterable[Source], *more: str) -> frozenset[str]:
    """Every host that the sources name, for their landing pages or their files, and those named besides."""
    addresses = [address for source in sources for address in _addresses(source)]
    return frozenset([*map(host_of, addresses), *more])


def _addresses(source: Source) -> list[str]:
    return [address for address in (source.landing_page, *(edition.file_address for edition in source.editions)) if address]


def refuse_address(address: str, hosts: frozenset[str]) -> Refused | None:
    """Why this address is not asked; None when it may be.

    Hosts count exactly as they are written, so neither "www.gov.uk.example.org" nor a number of any notation passes.
    The address is read by httpx, which is what connects: two readers of one address can be made to disagree.
    """
    import httpx

    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        return refused(address, "host not allowed", "it cannot be read as an address")
    if url.scheme != "https":
        return refused(address, "not https", "only https is fetched")
    if is_private(url.host):
        return refused(address, "not a public address", f"{url.host} is no address of the public internet")
    if url.host not in hosts or url.port is not None or url.userinfo:
        return refused(address, "host not allowed", f"sources.toml does not name {url.netloc.decode()}")
    return None


def refuse_destination(address: str, numbers: Iterable[str]) -> Refused | None:
    """Why a host is not asked, by the numbers its name stands for; one private number among public ones is enough."""
    private = next((number for number in numbers if is_private(number)), None)
    if private is None:
        return None
    return refused(address, "not a public address", f"{host_of(address)} leads to {private}, which is not on the public internet")


def is_private(number: str) -> bool:
    """True for a loopback, private, link-local, multicast or reserved address, also inside an IPv6 one; False for a name."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if address.version == 6:
        if any(address in network for network in NEVER_PUBLIC):
            return True
        address = _inner(address)
    return not address.is_global or address.is_multicast


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


def resolve(host: str) -> tuple[str, ...]:
    """The numbers of a host, in the order in which this machine should try them. Raises OSError when the name is not known."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
