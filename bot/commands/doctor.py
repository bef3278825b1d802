"""`hawker doctor`: what must always be true, on the live database. It ends by 0 (it is), 1 (it is not), 2 (no look)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.config import Settings

if TYPE_CHECKING:
    from domain.doctor.rule import Row, Rule, Violation

SHOWN = 20


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--shop", default="", help="short name of the one shop to look at")
    sub.add_argument("--fix", action="store_true", help="put right what is provably safe to put right")
    sub.add_argument("--json", action="store_true", help="for programs")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    from domain.kit.db import is_away
    from domain.kit.errors import ShopError

    try:
        return await _run(arguments, settings)
    except (OSError, ShopError) as problem:
        return _no_look(str(problem))
    except Exception as problem:
        if not is_away(problem):
            raise
        return _no_look(f"the database does not answer ({problem})")


def _no_look(why: str) -> int:
    print(f"hawker: could not look: {why}", file=sys.stderr)
    return 2


async def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.database import database, sqlite_file
    from domain.digital.store import open_folder
    from domain.kit.vault import unlock

    file = sqlite_file(settings)
    if file is not None and not file.exists():
        return _no_look(f"there is no database at {file}")
    unlock(settings.secret if settings.has_secret else b"nobody has one yet")
    open_folder(settings.files_dir)
    async with database(settings):
        return await _examined(arguments)


async def _examined(arguments: argparse.Namespace) -> int:
    from bot.database import applied_migrations
    from bot.schema import known_migrations
    from domain.doctor.mend import mend
    from domain.doctor.rules import ALL
    from domain.shop.queries import shop_by_slug, shops

    if await applied_migrations() != known_migrations():
        return _no_look("the database is of another version; `hawker migrate` brings it to this one")
    shop_id = (await shop_by_slug(arguments.shop)).id if arguments.shop else 0
    found, done = await _look(ALL, shop_id), []
    if arguments.fix and (done := await mend(found)):
        found = await _look(ALL, shop_id)
    names = {shop.id: shop.slug for shop in await shops()}
    say(found, done, names, as_json=arguments.json)
    return 1 if found else 0


async def _look(rules: Sequence[Rule], shop_id: int) -> list[Violation]:
    from domain.doctor.examine import violations
    from domain.kit.db import snapshot

    async with snapshot():
        return await violations(rules, shop_id)


def say(found: Sequence[Violation], done: Sequence[str], names: dict[int, str], *, as_json: bool = False) -> None:
    """Print what was found and done, in words or for programs."""
    if as_json:
        print(json.dumps(_for_programs(found, done, names), ensure_ascii=False, indent=2))
        return
    for sentence in done:
        print(f"Fixed: {sentence}")
    for violation in found:
        print(f"✗ {violation.code}  {violation.promise}  Not so {_times(len(violation.rows))}:")
        for row in violation.rows[:SHOWN]:
            print(f"    {_shop(row, names)}{words(violation, row)}")
        if len(violation.rows) > SHOWN:
            print(f"    … and {len(violation.rows) - SHOWN} more.")
    print(f"{_many(len(found), 'rule does', 'rules do')} not hold." if found else "Everything adds up.")


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"


def _many(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _shop(row: Row, names: dict[int, str]) -> str:
    return f"[{names.get(row['shop_id'], row['shop_id'])}] " if row["shop_id"] else ""


def words(violation: Violation, row: Row) -> str:
    """What is wrong with one row, amounts in words."""
    from domain.kit.i18n import Translator

    t = Translator()
    return violation.fault.format(**{name: _word(t, value) for name, value in row.items()})


def _word(t: Any, value: Any) -> str:
    from domain.kit.money import Money

    return str(t.money(value)) if isinstance(value, Money) else str(value)


def _for_programs(found: Sequence[Violation], done: Sequence[str], names: dict[int, str]) -> dict[str, Any]:
    return {
        "ok": not found,
        "fixed": list(done),
        "found": [{"code": v.code, "rule": v.promise, "rows": [_row(v, row, names) for row in v.rows]} for v in found],
    }


def _row(violation: Violation, row: Row, names: dict[int, str]) -> dict[str, Any]:
    from domain.audit.actions import plain
    from domain.kit.money import Money

    facts = {n: v.minor if isinstance(v, Money) else v for n, v in row.items() if n != "shop_id"}
    slug = names.get(row["shop_id"], "") if row["shop_id"] else ""
    return {"shop": slug, "words": words(violation, row), **plain(facts)}
