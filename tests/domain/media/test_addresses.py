"""Pictures come from the public internet alone, however an address is written."""

from __future__ import annotations

import pytest

from domain.media.addresses import is_public, is_public_host

PRIVATE = (
    "127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 192.0.0.8 198.18.0.1 "
    "203.0.113.5 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1 2001:0:1:: 2001:db8::1 nonsense"
).split()
OTHER_SPELLINGS = (
    "2130706433 0x7f000001 017700000001 127.1 127.0.1 0x7f.1 0177.0.0.1 1.2.3.4.5 10.0.0.1. localhost LOCALHOST. "
    "intranet db.internal printer.local nas.lan router.home.arpa x.onion api.localhost"
).split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)
    assert not is_public_host(address)


@pytest.mark.parametrize("host", OTHER_SPELLINGS)
def test_other_spellings_and_private_names_are_known(host: str) -> None:
    assert not is_public_host(host)


@pytest.mark.parametrize(
    "host", ["93.184.216.34", "2606:4700::1111", "img.example.com", "пример.рф", "cdn7.shop.co.uk"]
)
def test_public_hosts_are_let_through(host: str) -> None:
    assert is_public_host(host)
