"""`hawker export FILE`: the whole catalogue as a table or as JSON lines, by the ending of the file's name."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings

if TYPE_CHECKING:
    from domain.exports.queries import Form
    from domain.shop.views import ShopView

DONE, NOT_WRITTEN = 0, 1
STANDARD_OUTPUT = "-"


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, help="where to write: NAME.csv or NAME.jsonl; - for standard output")
    sub.add_argument("--shop", default="", metavar="SLUG", help="short name of the shop, when there are several")
    sub.add_argument("--form", choices=("csv", "jsonl"), default="", help="instead of by the file's ending")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.database import database, migrate
    from domain.kit.site import stands_at

    await migrate(settings)
    stands_at(settings.public_url)
    async with database(settings):
        return await export_file(arguments)


async def export_file(arguments: argparse.Namespace) -> int:
    """Write the open database's catalogue; the file is there when it is whole."""
    from bot.commands.common import shop_named

    form = _form(arguments.form, arguments.file)
    if not form:
        print("Name the file .csv or .jsonl, or say --form csv or --form jsonl.", file=sys.stderr)
        return NOT_WRITTEN
    shop = await shop_named(arguments.shop)
    if str(arguments.file) == STANDARD_OUTPUT:
        await _print(shop, form)
        return DONE
    try:
        await _save(shop, form, arguments.file)
    except OSError as error:
        print(f"The file cannot be written: {error.strerror}: {arguments.file}", file=sys.stderr)
        return NOT_WRITTEN
    print(f"Exported {shop.name} → {arguments.file} ({arguments.file.stat().st_size:,} bytes)")
    return DONE


def _form(said: str, file: Path) -> Form | None:
    ending = said or file.suffix.lower().removeprefix(".")
    return {"csv": "csv", "jsonl": "jsonl", "json": "jsonl", "ndjson": "jsonl"}.get(ending)  # type: ignore[return-value]


async def _save(shop: ShopView, form: Form, file: Path) -> None:
    from domain.exports.queries import catalogue
    from domain.kit.actor import system

    half = file.with_name(f".{file.name}.part")
    try:
        with half.open("w", encoding="utf-8", newline="") as out:
            async for part in catalogue(system(shop.id), form):
                out.write(part)
        os.replace(half, file)  # whoever looks sees a whole file or the one before
    finally:
        with suppress(FileNotFoundError):
            half.unlink()


async def _print(shop: ShopView, form: Form) -> None:
    from domain.exports.queries import catalogue
    from domain.kit.actor import system

    async for part in catalogue(system(shop.id), form):
        sys.stdout.write(part)
