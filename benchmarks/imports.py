"""How fast `hawker import` is, and how much memory it takes: the real command, first and second run, on each database.

    .venv/bin/python -m benchmarks.imports                          # 2,000 products with 4 variants each, SQLite
    .venv/bin/python -m benchmarks.imports --icecat FOLDER          # also the 19,406 products of the Icecat sample
    .venv/bin/python -m benchmarks.imports --url postgres://…       # also in a database of its own on that server

Every run is a process of its own, and pictures stay links; what starting it costs is measured with a file of one
product and taken off. Memory is the most the process ever held (the system's own figure), so it must not grow with the
file.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from benchmarks.icecat import write as write_icecat

PRODUCTS, SIZES = 2_000, ("S", "M", "L", "XL")


@dataclass(frozen=True)
class Ran:
    """One process: seconds on the clock, seconds of computing, the most memory it held."""

    seconds: float
    computing: float
    megabytes: int


def made(target: Path, count: int) -> int:
    """Write `count` products of four variants."""
    with target.open("w", encoding="utf-8") as out:
        for number in range(count):
            variants = [
                {
                    "values": [size],
                    "price": f"{10 + number % 90}.{place}0",
                    "stock": 5 + place,
                    "sku": f"S{number}-{size}",
                }
                for place, size in enumerate(SIZES)
            ]
            product = {
                "key": f"shirt-{number}",
                "name": f"Linen shirt number {number}",
                "description": f"<p>A shirt of washed linen, cut wide, from batch {number}.</p>",
                "categories": [["Clothing", f"Shirts {number % 20}"]],
                "brand": f"Loom {number % 50}",
                "tags": ["linen", f"season {number % 4}"],
                "attributes": {"Fabric": "Linen", "Care": "Wash at 40 degrees", "Origin": f"Mill {number % 9}"},
                "images": [f"https://img.example.com/{number}.jpg"],
                "options": ["Size"],
                "variants": variants,
            }
            out.write(json.dumps(product) + "\n")
    return count


def run(file: Path, environment: dict[str, str], *more: str) -> Ran:
    """`hawker import` in a process of its own."""
    words = [sys.executable, "-m", "bot", "import", str(file), "--links", "--report", os.devnull, *more]
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began = time.perf_counter()
    process = os.posix_spawn(sys.executable, words, os.environ | environment, file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return Ran(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def measure(name: str, file: Path, count: int, environment: dict[str, str]) -> None:
    """First and second run into a shop of its own."""
    empty = file.with_name("one.jsonl")
    made(empty, 1)
    run(empty, environment, "--new-shop", "Bench")
    start = run(empty, environment)
    for what in ("first run", "second run"):
        ran = run(file, environment)
        computing = max(ran.computing - start.computing, 0.01)
        seconds = max(ran.seconds - start.seconds, computing)
        print(
            f"{name:<28} {what:<11} {seconds:7.1f} s  {count / seconds:7,.0f} products/s"
            f"  {computing:6.1f} s of computing  {ran.megabytes:4d} MB (empty {start.megabytes} MB)",
            flush=True,
        )


@contextmanager
def database(server: str) -> Iterator[dict[str, str]]:
    """Settings of an empty database: a file, or one on the server, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"imports_{uuid.uuid4().hex[:8]}"
        if server:
            asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
        try:
            url = f"{server.rpartition('/')[0]}/{name}" if server else ""
            yield {"HAWKER_DATA_DIR": folder, "HAWKER_DATABASE_URL": url}
        finally:
            if server:
                asyncio.run(_execute(server, f"DROP DATABASE {name}"))


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="a PostgreSQL server, with a database to connect to")
    parser.add_argument("--icecat", type=Path, metavar="FOLDER", help="where 1.json.zip … 4.json.zip are")
    parser.add_argument("--products", type=int, default=PRODUCTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shirts, icecat = Path(folder, "shirts.jsonl"), Path(folder, "icecat.jsonl")
        files = [(f"{asked.products:,} × {len(SIZES)} variants", shirts, made(shirts, asked.products))]
        if asked.icecat:
            count = write_icecat(asked.icecat, icecat)
            files.append((f"{count:,} of Icecat", icecat, count))
        for server in filter(None, ("sqlite", asked.url)):
            for name, file, count in files:
                with database("" if server == "sqlite" else server) as environment:
                    measure(f"{server.partition(':')[0]} {name}", file, count, environment)


if __name__ == "__main__":
    main()
