"""A real PostgreSQL for the tests: one throwaway cluster per run, shared by the run's workers.

The last worker that leaves stops it. What a killed run left behind is swept by the next run.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg

from bot.dev.provision import postgres_bin
from tests.kit.missing import lacking

_PREFIX = "hawker-test-postgres-"
_MEMORY, _ROOM = Path("/dev/shm"), 2 * 1024**3
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "128MB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


@cache
def cluster() -> str:
    """The run's cluster as `postgres://postgres@127.0.0.1:PORT`, started by the first who asks.

    Skips the test where PostgreSQL is missing, fails it under CI=true.
    """
    home = _home()
    with _lock():
        _sweep()
        if not (home / "port").exists():
            _start(home)
        (home / "users" / str(os.getpid())).touch()
    atexit.register(_leave, home, os.getpid())
    return f"postgres://postgres@127.0.0.1:{(home / 'port').read_text()}"


async def create_database(name: str, template: str | None = None) -> str:
    """Create a database, empty or as a copy of `template` (to which nobody may be connected); its URL."""
    async with _administrator() as connection:
        by_files = " STRATEGY FILE_COPY" if connection.get_server_version().major >= 15 else ""
        source = f' TEMPLATE "{template}"{by_files}' if template else ""
        await connection.execute(f'CREATE DATABASE "{name}"{source}')
    return f"{cluster()}/{name}"


async def drop_database(name: str) -> None:
    """Drop a database, whoever is still connected."""
    async with _administrator() as connection:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@asynccontextmanager
async def _administrator() -> AsyncIterator[Any]:
    connection: Any = await asyncpg.connect(f"{cluster()}/postgres")
    try:
        yield connection
    finally:
        await connection.close()


def _home() -> Path:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"pid{os.getpid()}"
    return _place() / f"{_PREFIX}{run}"


@cache
def _place() -> Path:
    """In memory where there is room: a test's database is a thousand small files, which disks are slow to make."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy else Path(tempfile.gettempdir())


@contextmanager
def _lock() -> Iterator[None]:
    with open(Path(tempfile.gettempdir()) / f"{_PREFIX}lock-{os.getuid()}", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _program(name: str) -> str:
    folder = postgres_bin()
    return str(folder / name) if folder else lacking("PostgreSQL")


def _start(home: Path) -> None:
    initdb = _program("initdb")
    shutil.rmtree(home, ignore_errors=True)  # half of a start that failed
    (home / "users").mkdir(parents=True)
    _give_away(home)
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    _run([initdb, "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={locale}", "-N"])
    port = _free_port()
    options = " ".join(f"-c {key}='{value}'" for key, value in _SETTINGS.items())
    _control(home, "start", "-l", str(home / "log"), "-o", f"-p {port} {options}")
    (home / "port").write_text(str(port))


def _control(home: Path, *arguments: str) -> None:
    _run([_program("pg_ctl"), "-D", str(home / "data"), "-w", "-s", *arguments])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **_identity())
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode()}")


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root runs it as somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    somebody = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


def _give_away(home: Path) -> None:
    if owner := _identity():
        os.chown(home, owner["user"], owner["group"])


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _leave(home: Path, pid: int) -> None:
    if pid != os.getpid():  # a forked child is no user of its own
        return
    with _lock():
        (home / "users" / str(pid)).unlink(missing_ok=True)
        _stop_if_unused(home)


def _sweep() -> None:
    for home in _place().glob(f"{_PREFIX}*/"):
        if home.owner() in (pwd.getpwuid(os.getuid()).pw_name, "postgres", "nobody") and (home / "port").exists():
            _stop_if_unused(home)


def _stop_if_unused(home: Path) -> None:
    users = home / "users"
    if users.exists() and any(_alive(int(user.name)) for user in users.iterdir()):
        return
    with suppress(RuntimeError):
        _control(home, "stop", "-m", "immediate")
    shutil.rmtree(home, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
