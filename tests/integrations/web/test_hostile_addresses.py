"""Sixty and more ways to write an address that is none of a public picture: none is ever connected to."""

from __future__ import annotations

import socket

import pytest

from domain.imports.pictures import NotFetched
from integrations.web.pictures import WebPictures

PUBLIC = "93.184.216.34"
LOOPBACK = (
    "127.0.0.1 127.1 127.0.1 127.255.255.254 0 0.0.0.0 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0x7F.1 0177.0.0.1 "
    "00000177.0.0.1 127.0.0.1. localhost LOCALHOST localhost. a.localhost 127%2e0%2e0%2e1 127。0。0。1 １２７.0.0.1"
).split()
PRIVATE = (
    "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1.1. 169.254.169.254 2852039166 "
    "0xa9fea9fe 0251.0376.0251.0376 169.254.43518 100.64.0.1 100.127.255.255 192.0.0.1 192.0.2.1 198.18.0.1 "
    "198.51.100.1 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 192.88.99.1"
).split()
SIX = (
    "[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [::127.0.0.1] [fe80::1] "
    "[fe80::1%25eth0] [fc00::1] [fd00:ec2::254] [ff02::1] [2001:db8::1] [2002:7f00:1::] [64:ff9b::7f00:1] "
    "[64:ff9b:1::a9fe:a9fe] [2001::1] [100::1] [::ffff:0:127.0.0.1]"
).split()
NAMES = "metadata metadata.google.internal db.internal printer.local nas.lan router.home.arpa x.onion intranet".split()
WHOLE = (
    "file:///etc/passwd gopher://img.example.com/ ftp://img.example.com/a dict://img.example.com:11211/ data:,x "
    "http://img.example.com:22/ http://img.example.com:6379/ https://img.example.com:8443/ http://a@img.example.com/ "
    "http://a:b@127.0.0.1/ http://img.example.com@127.0.0.1/ http:///x http://[::1 //img.example.com/ javascript:1"
).split()
FORMS = [f"http://{host}/latest/" for host in (*LOOPBACK, *PRIVATE, *SIX, *NAMES)] + WHOLE


class Spy:
    """A resolver that answers with what it is told, and a network that must not be touched."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.connected = list(answers), []

    def resolve(self, _host: str, _port: int) -> list[str]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def connect(self, address: str, _port: int, _seconds: float) -> socket.socket:
        self.connected.append(address)
        raise ConnectionRefusedError

    def fetch(self, url: str) -> bytes | None:
        return WebPictures(self.resolve, self.connect)(url)


def test_there_are_enough_of_them() -> None:
    assert len(set(FORMS)) >= 60


@pytest.mark.parametrize("url", FORMS)
def test_nothing_is_connected_to_even_when_a_name_server_lies(url: str) -> None:
    spy = Spy([PUBLIC])
    with pytest.raises(NotFetched):
        spy.fetch(url)
    assert spy.connected == []


@pytest.mark.parametrize("inside", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fd00::1", "64:ff9b::a00:1"])
def test_a_name_that_leads_inside_now_or_beside_a_public_address_is_left_alone(inside: str) -> None:
    for answers in ([inside], [PUBLIC, inside], [inside, PUBLIC]):
        spy = Spy(answers)
        with pytest.raises(NotFetched):
            spy.fetch("https://rebinding.example.com/a.jpg")
        assert spy.connected == []


def test_a_name_that_changes_between_looking_and_connecting_is_looked_at_once() -> None:
    spy = Spy([PUBLIC], ["127.0.0.1"])
    assert spy.fetch("http://rebinding.example.com/a.jpg") is None
    assert spy.connected == [PUBLIC]
