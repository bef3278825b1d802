"""Where a picture may come from: the public internet and nowhere else, however the address is written."""

from __future__ import annotations

import ipaddress
import re

from domain.kit.site import public

_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".onion")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_OWN = re.compile(r"/media/\d+/[0-9a-f]{2}/(?P<digest>[0-9a-f]{64})\.[a-z0-9]{2,5}")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
# tunnels and addresses for the working of the network itself, which is_global lets through
_ELSEWHERE = tuple(
    ipaddress.ip_network(net)
    for net in "192.0.0.0/24 192.88.99.0/24 2002::/16 64:ff9b::/96 64:ff9b:1::/48 2001::/23 100::/64".split()
)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; tunnels that may end anywhere are not."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip
    elsewhere = any(ip in net for net in _ELSEWHERE if net.version == ip.version)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not elsewhere


def is_public_host(host: str) -> bool:
    """Whether a host of an address may be public: its name is resolved and looked at again when it is fetched.

    Hosts that end in a number are addresses, and only the usual way to write one is taken: not 2130706433, not 127.1.
    """
    host = host.rstrip(".").casefold()
    if ":" in host:
        return is_public(host)
    last = host.rpartition(".")[2]
    if _NUMBER.fullmatch(last):
        return is_public(host)
    return "." in host and not f".{host}".endswith(_PRIVATE_NAMES)


def passed_on(path: str, source: str) -> str:
    """The address a picture is known by in files: where it came from, else ours."""
    return source if _WEB.match(source) else path


def own_path(address: str) -> str:
    """The path of one of our own pictures, whether its address is whole or not; "" for any other."""
    base = public("/media/")
    if base and address.startswith(base):
        address = address[len(base) - len("/media/") :]
    return address if _OWN.fullmatch(address) else ""
