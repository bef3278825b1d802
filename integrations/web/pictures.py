"""Pictures fetched from addresses that a file names: from the public internet alone, whatever the address pretends.

The host is resolved once, every address it has must be public, and the connection goes to one of just these, so that a
name cannot lead elsewhere a moment later. No redirects, no proxies of the environment, limits on size and time.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urlsplit

from domain.imports.pictures import NotFetched
from domain.media.addresses import is_public, is_public_host
from domain.media.pictures import MAX_BYTES

SECONDS = 10.0
LONGEST = 30.0
PATIENCE, ALTOGETHER = 3, 20
_PIECE = 65_536
_PORTS = (80, 443)
_SAFE = "/:?&=%#+,;@!$'()*[]~|"

Resolve = Callable[[str, int], list[str]]
Connect = Callable[[str, int, float], socket.socket]


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is asked for: at most so many bytes in so many seconds, and what is said of more."""

    most: int = field(default_factory=lambda: MAX_BYTES)
    longest: float = field(default_factory=lambda: LONGEST)
    accept: str = "image/*"
    too_large: str = "it is larger than 20 MB"


@dataclass(slots=True)
class WebPictures:
    """Fetches pictures. A host that cannot be reached three times is left alone, and so are all after twenty failures
    without a single success: then there is no network."""

    resolve: Resolve = resolve
    connect: Connect = connect
    wanted: Fetched = field(default_factory=Fetched)
    _failed: Counter[str] = field(default_factory=Counter)
    _reached: set[str] = field(default_factory=set)

    @property
    def unreached(self) -> tuple[str, ...]:
        """Hosts whose pictures stay links because they could not be reached."""
        return tuple(sorted(set(self._failed) - self._reached))

    def __call__(self, url: str) -> bytes | None:
        """The bytes of a picture, None when its host cannot be reached at all. Raises `NotFetched`."""
        parts, host, port = _place(url)
        if self._is_gone(host):
            return None
        try:
            with self._connected(host, port) as line:
                return _fetched(line, parts, host, self.wanted)
        except (OSError, http.client.HTTPException, UnicodeError):
            if host in self._reached:
                raise NotFetched("its server does not answer") from None
            return None

    def _connected(self, host: str, port: int) -> socket.socket:
        try:
            addresses = self.resolve(host, port)
            if not addresses or not all(map(is_public, addresses)):
                raise NotFetched("its host leads into a private network")
            line = self.connect(addresses[0], port, SECONDS)
        except (OSError, UnicodeError):
            self._failed[host] += 1
            raise
        self._reached.add(host)
        return line

    def _is_gone(self, host: str) -> bool:
        if host in self._reached:
            return False
        return self._failed[host] >= PATIENCE or (not self._reached and self._failed.total() >= ALTOGETHER)


def _place(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotFetched("its address cannot be read") from None
    if parts.scheme not in ("http", "https") or parts.username is not None or port not in _PORTS:
        raise NotFetched("its address is none of a public picture")
    if not is_public_host(host):
        raise NotFetched("its host leads into a private network")
    return parts, host, port


def _fetched(plain: socket.socket, parts: SplitResult, host: str, wanted: Fetched) -> bytes:
    """Ask over this very connection, so that no other one is opened."""
    line = plain
    if parts.scheme == "https":
        context = ssl.create_default_context()
        line = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    hurry = threading.Timer(wanted.longest, _hang_up, (line,))
    hurry.start()
    try:
        with line:
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            return _asked(line, parts, host, wanted)
    finally:
        hurry.cancel()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _asked(line: socket.socket, parts: SplitResult, host: str, wanted: Fetched) -> bytes:
    connection = http.client.HTTPConnection(host, timeout=SECONDS)
    connection.sock = line
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    connection.request("GET", path, headers={"Accept": wanted.accept, "User-Agent": "Hawker", "Connection": "close"})
    return _body(connection.getresponse(), wanted)


def _body(response: http.client.HTTPResponse, wanted: Fetched) -> bytes:
    if response.status != http.client.OK:
        raise NotFetched(f"its server answers {response.status}")
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > wanted.most:
            raise NotFetched(wanted.too_large)
    return b"".join(pieces)
