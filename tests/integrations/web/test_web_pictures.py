"""Pictures come over the web from public hosts alone: nothing else is ever connected to, whatever the address says."""

from __future__ import annotations

import socket
import threading
from contextlib import closing

import pytest

from domain.imports.pictures import NotFetched
from integrations.web import pictures
from integrations.web.pictures import WebPictures

PUBLIC = "93.184.216.34"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"


class Web:
    """A resolver and one server behind every address; remembers who was asked for and connected to."""

    def __init__(self, answer: bytes, addresses: list[str]) -> None:
        self.answer, self.addresses = answer, addresses
        self.resolved: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.heard = b""

    def resolve(self, host: str, _port: int) -> list[str]:
        self.resolved.append(host)
        return self.addresses

    def connect(self, address: str, port: int, _seconds: float) -> socket.socket:
        self.connected.append((address, port))
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        return ours

    def _serve(self, line: socket.socket) -> None:
        with closing(line):
            self.heard = line.recv(4096)
            line.sendall(self.answer)

    def fetcher(self) -> WebPictures:
        return WebPictures(self.resolve, self.connect)


@pytest.fixture(autouse=True)
def proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment would see every address: it must not be asked."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


def test_a_picture_is_asked_for_at_the_address_that_was_looked_at() -> None:
    web = Web(OK, [PUBLIC])
    assert web.fetcher()("http://img.example.com/фото a.jpg?w=1") == b"abcd"
    assert (web.resolved, web.connected) == (["img.example.com"], [(PUBLIC, 80)])
    assert web.heard.startswith(b"GET /%D1%84%D0%BE%D1%82%D0%BE%20a.jpg?w=1 HTTP/1.1\r\nHost: img.example.com\r\n")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
     "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/",
     "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://0.0.0.0/",
     "http://localhost/", "http://a.localhost/", "http://printer.local/", "http://db.internal/", "http://intranet/",
     "http://img.example.com:8080/", "http://user@img.example.com/", "ftp://img.example.com/", "file:///etc/passwd",
     "http://img.example.com:x/"],
)  # fmt: skip
def test_nothing_is_even_looked_up_for_an_address_that_cannot_be_public(url: str) -> None:
    web = Web(OK, [PUBLIC])
    with pytest.raises(NotFetched):
        web.fetcher()(url)
    assert (web.resolved, web.connected) == ([], [])


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "::ffff:192.168.0.1", "0.0.0.0"])
def test_a_host_with_one_private_address_is_not_connected_to(private: str) -> None:
    web = Web(OK, [PUBLIC, private])
    with pytest.raises(NotFetched, match="private network"):
        web.fetcher()("http://rebinding.example.com/a.jpg")
    assert web.connected == []


def test_a_redirect_is_not_followed() -> None:
    web = Web(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n", [PUBLIC])
    with pytest.raises(NotFetched, match="302"):
        web.fetcher()("http://img.example.com/a.jpg")
    assert len(web.connected) == 1


def test_a_picture_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    web = Web(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000, [PUBLIC])
    with pytest.raises(NotFetched, match="20 MB"):
        web.fetcher()("http://img.example.com/a.jpg")


def test_a_server_that_dawdles_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LONGEST", 0.2)
    silent, other = socket.socketpair()
    with silent, other, pytest.raises(NotFetched):
        WebPictures(lambda *_: [PUBLIC], lambda *_: silent)("http://img.example.com/a.jpg")


def test_a_host_that_cannot_be_reached_is_left_alone_after_three_tries() -> None:
    def nowhere(host: str, _port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror

    asked: list[str] = []
    fetch = WebPictures(nowhere)
    assert [fetch(f"http://img.example.com/{n}.jpg") for n in range(5)] == [None] * 5
    assert (fetch.unreached, len(asked)) == (("img.example.com",), 3)


def test_without_a_network_not_every_host_is_tried() -> None:
    asked: list[str] = []

    def nowhere(host: str, _port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror

    fetch = WebPictures(nowhere)
    assert {fetch(f"http://img{n}.example.com/") for n in range(100)} == {None}
    assert len(asked) == 20
