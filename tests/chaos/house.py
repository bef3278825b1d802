"""The processes of a run: started in sessions of their own, killed by their own number, never left behind."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.kit.process import ROOT

UP_WITHIN = 120.0
LOOK = 0.05
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def _dies_with_us() -> None:
    """Also when the run itself is killed without a word, the kernel ends what it has started."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)


@dataclass
class Start:
    """One start of a process: when, and after how long it answered (0: nobody asked, or it did not live to)."""

    role: str
    at: float = field(default_factory=time.time)
    answered: float = 0.0


@dataclass
class Process:
    """`hawker <arguments>`, its output in a file.

    `alive_at` is an address that answers when it is up; who has none `says` so in its log.
    """

    role: str
    arguments: tuple[str, ...]
    env: Mapping[str, str]
    log: Path
    alive_at: str = ""
    says: str = ""
    logged: int = 0
    running: asyncio.subprocess.Process | None = None
    starts: list[Start] = field(default_factory=list)
    kills: int = 0

    async def start(self) -> None:
        """Begin, and wait until it answers."""
        begun = Start(self.role)
        self.starts.append(begun)
        with self.log.open("ab") as out:
            self.logged = out.tell()
            self.running = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *self.arguments,
                cwd=ROOT, env={**os.environ, **self.env}, stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True, preexec_fn=_dies_with_us,
            )  # fmt: skip
        if self.alive_at:
            await self._answers(begun, self.running)

    async def at_work(self) -> None:
        """Until then it can only be killed: it does not listen yet to being asked to stop."""
        end = time.time() + UP_WITHIN
        while self.says not in self.log.read_bytes()[self.logged :].decode(errors="replace"):
            assert time.time() < end, f"{self.role} never said {self.says!r}: {self.log.read_text()[-2000:]}"
            await asyncio.sleep(LOOK)

    async def _answers(self, begun: Start, mine: asyncio.subprocess.Process) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
            while time.time() < begun.at + UP_WITHIN and mine.returncode is None:
                if await self._is_up(http):
                    begun.answered = time.time() - begun.at
                    return
                await asyncio.sleep(LOOK)
        what = "does not answer" if mine.returncode is None else f"ended by itself ({mine.returncode})"
        raise AssertionError(f"{self.role} {what}; the end of its log:\n{self.log.read_text()[-2000:]}")

    async def _is_up(self, http: aiohttp.ClientSession) -> bool:
        with suppress(aiohttp.ClientError, TimeoutError, OSError):
            async with http.get(self.alive_at) as answer:
                return answer.status < 500
        return False

    async def kill(self) -> None:
        """Without a word."""
        self.kills += self.running is not None and self.running.returncode is None
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """As an operator does; killed when it does not listen."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        mine = self.running
        if mine is None or mine.returncode is not None:
            return 0
        with suppress(ProcessLookupError):
            os.killpg(mine.pid, how)
        try:
            return await asyncio.wait_for(mine.wait(), 60)
        except TimeoutError:
            os.killpg(mine.pid, signal.SIGKILL)
            return await mine.wait()


class House:
    """What runs: the gateway stays up, as other people's machines do; the shop's own processes are fair game."""

    def __init__(self, gateway: Process, own: list[Process]) -> None:
        self.gateway = gateway
        self.own = own

    async def open(self) -> None:
        await self.gateway.start()
        for process in self.own:
            await process.start()

    async def close(self) -> list[int]:
        """End everything; how the shop's own processes ended."""
        ends = [await process.stop() for process in self.own]
        await self.gateway.stop()
        return ends

    @property
    def kills(self) -> int:
        return sum(process.kills for process in self.own)

    @property
    def starts(self) -> list[Start]:
        return [start for process in self.own for start in process.starts]


async def command(env: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    """A command of an operator, to its end: (exit status, what it printed)."""
    process: Any = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=ROOT, env={**os.environ, **env},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, preexec_fn=_dies_with_us,
    )  # fmt: skip
    out, _ = await process.communicate()
    return process.returncode, out.decode()
