"""What a network address stands for: this machine, one household, one network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

HOUSEHOLD = 64  # a line to the internet gets at least so many bits of IPv6: addresses inside cost nothing


def is_loopback(address: str) -> bool:
    """Whether this is the machine itself."""
    found = _read(address)
    return found is not None and found.is_loopback


def household(address: str) -> str:
    """What limits count under: an IPv4 address, the /64 network of an IPv6 one, else the text itself."""
    found = _read(address)
    if found is None:
        return address
    return str(found) if found.version == 4 else str(ip_network((found, HOUSEHOLD), strict=False))


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.split("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
