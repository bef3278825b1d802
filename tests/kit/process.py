"""The `hawker` command as an operator runs it: a process of its own, told to stop by a signal."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Running:
    process: asyncio.subprocess.Process
    lines: list[str]

    def url(self, words: str) -> str:
        """The address on the printed line that begins with these words."""
        line = next(line for line in self.lines if line.strip().startswith(words))
        found = re.search(r"http://\S+", line)
        assert found, line
        return found.group()

    async def stop(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), 30)


@asynccontextmanager
async def hawker(
    data_dir: Path, *arguments: str, ready: str = "Ctrl-C", module: str = "bot", **env: str
) -> AsyncIterator[Running]:
    """Start `hawker` and wait for a printed line that begins with `ready`; killed at the end if still there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=ROOT,
        env={**os.environ, "HAWKER_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1", **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Running(process, [])
    try:
        await asyncio.wait_for(_until(running, ready), 120)
        yield running
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _until(running: Running, ready: str) -> None:
    assert running.process.stdout
    async for raw in running.process.stdout:
        running.lines.append(raw.decode().rstrip())
        if running.lines[-1].strip().startswith(ready):
            return
    raise AssertionError("hawker ended early:\n" + "\n".join(running.lines))
