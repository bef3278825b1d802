"""`hawker import FILE`: a product file into a shop, or with `--orders` past ones.

Ends with 0 (all in), 2 (some refused) or 1 (unreadable).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.config import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.imports.port import Feed, Problem
    from domain.imports.runner import Counts, ImportResult
    from domain.shop.views import ShopView

ALL_IN, UNREADABLE, SOME_REFUSED = 0, 1, 2
ROWS_SHOWN = 20
BAR = 24
HOSTS_NAMED = 5


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, help="products: any of the formats of docs/merchants/import.md")
    sub.add_argument("--shop", default="", metavar="SLUG", help="short name of the shop, when there are several")
    sub.add_argument("--orders", action="store_true", help="the file is a list of past orders, one row a line")
    sub.add_argument("--dry-run", action="store_true", help="only say what would happen")
    sub.add_argument("--links", action="store_true", help="leave pictures as links instead of fetching them")
    sub.add_argument("--report", type=Path, metavar="FILE", help="write every problem there, one JSON object a line")
    sub.add_argument(
        "--new-shop", default="", metavar="NAME", help="make an empty shop of this name and import into it"
    )
    sub.add_argument("--currency", default="USD", help="of the new shop (USD)")
    sub.add_argument("--country", default="US", help="of the new shop, two letters (US)")
    sub.add_argument("--locale", default="en", help="the language a new shop's products are written in (en)")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.database import database, migrate
    from bot.imports import Imports

    await migrate(settings)
    async with database(settings):
        if arguments.orders:
            from bot.commands.past_orders import import_past_orders

            return await import_past_orders(arguments)
        Imports(settings)  # where its report lies, and who reads it again
        return await import_file(arguments, None if arguments.links else settings.media_dir, kept=True)


async def import_file(arguments: argparse.Namespace, media: Path | None = None, *, kept: bool = False) -> int:
    """Import into the open database, and say how it went on the screen and in the report.

    Pictures are fetched into the folder `media`; without one they stay links. `kept`: it is a run in the panel, too.
    """
    from domain.imports.port import Problem, UnreadableFile
    from domain.kit.errors import ShopError
    from domain.kit.money import UnreadableAmount

    with ExitStack() as stack:
        try:
            report = stack.enter_context(reporting(arguments.report))
        except OSError as error:
            print(f"The report cannot be written: {error.strerror}: {arguments.report}", file=sys.stderr)
            return UNREADABLE
        try:
            result = await _import(arguments, await _shop(arguments), report, media, kept)
        except (UnreadableFile, UnreadableAmount, ShopError, OSError) as error:
            report(Problem(None, None, None, sentence(error, arguments.file), "refused"))
            print(sentence(error, arguments.file), file=sys.stderr)
            return UNREADABLE
    _print_result(result, arguments.dry_run)
    return SOME_REFUSED if result.counts.refused else ALL_IN


def sentence(error: Exception, file: Path) -> str:
    return f"{error.strerror}: {file}" if isinstance(error, OSError) else str(error)


async def _shop(arguments: argparse.Namespace) -> ShopView:
    from bot.commands.common import shop_named
    from domain.imports.port import UnreadableFile
    from domain.shop.actions import create_shop
    from domain.shop.queries import shop_by_id

    if not arguments.new_shop:
        return await shop_named(arguments.shop)
    if arguments.dry_run:
        raise UnreadableFile("A dry run makes no shop: leave out --new-shop or --dry-run.")
    path, currency = arguments.file, arguments.currency.upper()
    _feed(path, arguments.locale).read(path, currency=currency)  # no shop for a file that cannot be read
    shop_id = await create_shop(
        arguments.shop or _slug(arguments.new_shop),
        arguments.new_shop,
        currency=currency,
        country=arguments.country.upper(),
        locale=arguments.locale,
    )
    await _ready_to_try(shop_id, arguments.country.upper(), arguments.locale)
    return await shop_by_id(shop_id)


async def _ready_to_try(shop_id: int, country: str, locale: str) -> None:
    """A shop nobody can order from is no shop: one courier, free until the merchant sets a price, in test mode."""
    from domain.delivery.actions import save_method, save_zone
    from domain.delivery.views import MethodForm, ZoneForm
    from domain.kit.actor import system
    from domain.kit.i18n import Translator

    by, t = system(shop_id), Translator(locale)
    zone_id = await save_zone(by, ZoneForm(name=t.country(country), countries=(country,)))
    await save_method(by, MethodForm(kind="courier", name=t("panel", "Courier"), steps=((None, 0),), zone_id=zone_id))
    print("The shop is in test mode; delivery is free and payment is on delivery until you set them in the panel.")


def _slug(name: str) -> str:
    from domain.kit.text import folded

    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in folded(name))
    return "-".join(part for part in letters.split("-") if part)[:40] or "shop"


async def _import(
    arguments: argparse.Namespace,
    shop: ShopView,
    report: Callable[[Problem], None],
    media: Path | None,
    kept: bool,
) -> ImportResult:
    from domain.imports.runner import Job, Watchers, run_import
    from domain.kit.actor import system
    from domain.media.store import MediaStore
    from integrations.web.pictures import WebPictures

    path: Path = arguments.file
    lines = _lines(path)
    intent = "Checking" if arguments.dry_run else "Importing"
    print(f"{intent} {path.name} → {shop.name} ({shop.currency})", flush=True)
    web = WebPictures() if media else None
    with _progress(lines) as progress:
        watchers = Watchers(problem=report, progress=progress)
        files = MediaStore(media) if media else None
        job = Job(dry_run=arguments.dry_run, files=files, web=web, watchers=watchers, kept=kept)
        result = await run_import(system(shop.id), _feed(path, shop.locale), path, job)
    if web and web.unreached:
        named = ", ".join(web.unreached[:HOSTS_NAMED]) + (" …" if len(web.unreached) > HOSTS_NAMED else "")
        print(f"Could not be reached, so that their pictures stay links: {printable(named)}")
    return result


def _feed(path: Path, locale: str) -> Feed:
    from integrations.feeds.detect import feed_of

    return feed_of(path, locale)


def _lines(path: Path) -> int:
    """Physical lines, for the progress bar; archives have none that could be counted."""
    from integrations.feeds.archive import is_zip

    if is_zip(path):
        return 0
    with path.open("rb") as file:
        return sum(max(block.count(b"\n"), block.count(b"\r")) for block in iter(lambda: file.read(1 << 20), b""))


@contextmanager
def reporting(path: Path | None) -> Iterator[Callable[[Problem], None]]:
    if path is None:
        yield lambda _: None
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda problem: _write(file, problem)


def _write(file: TextIO, problem: Problem) -> None:
    file.write(json.dumps(asdict(problem), ensure_ascii=False) + "\n")


@contextmanager
def _progress(lines: int) -> Iterator[Callable[[Counts, int], None]]:
    """A bar where there is a terminal; elsewhere nothing that would fill a log."""
    shown = sys.stderr.isatty()

    def show(counts: Counts, line: int) -> None:
        if shown:
            done = min(1.0, line / lines) if lines else 0.0
            bar = "█" * round(BAR * done) + "░" * (BAR - round(BAR * done))
            print(f"\r{bar} {done:4.0%}  {counts.products:,} products", end="", file=sys.stderr, flush=True)

    yield show
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _print_result(result: ImportResult, dry_run: bool) -> None:
    counts = asdict(result.counts)
    said = {n: x for n, x in counts.items() if x or not n.startswith("names_")}
    print(" · ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in said.items()))
    if not any(counts.values()):
        print("There are no rows in this file, only the names of its columns.")
    if result.problems:
        _print_problems(result)
    if dry_run:
        print("Nothing was written.")


def _print_problems(result: ImportResult) -> None:
    shown = result.problems[:ROWS_SHOWN]
    rows = [("Line", "Column", "Product", "What", "")]
    rows += [(str(p.line or "–"), printable(p.column), printable(p.key), printable(p.problem), p.action) for p in shown]
    widths = [min(max(len(row[n]) for row in rows), most) for n, most in ((0, 7), (1, 22), (2, 28))]
    room = max(shutil.get_terminal_size((160, 24)).columns - sum(widths) - 18, 40)
    for line, column, key, problem, action in rows:
        cells = (f"{cell[:width]:<{width}}" for cell, width in zip((line, column, key), widths, strict=True))
        print("  ".join((*cells, f"{action:<8}", problem if len(problem) <= room else problem[: room - 1] + "…")))
    counts = result.counts
    more = counts.refused + counts.warned + counts.skipped - len(rows) + 1
    if more > 0:
        print(f"… and {more:,} more; --report FILE writes down all of them.")


def printable(text: str | None) -> str:
    """Words of the file must not steer the terminal: nothing that moves, colours or turns the line around."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text or "")
