"""`hawker backup` and `hawker restore`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings

if TYPE_CHECKING:
    from bot.backup.manifest import Manifest
    from bot.backup.restoring import Restored


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    if name == "backup":
        sub.add_argument("file", nargs="?", default="", help="where to; hawker-DATE-TIME.tar here if not given")
        sub.add_argument(
            "--with-key", action="store_true", help="carry the secret key too: keep such a file locked away"
        )
        return
    sub.add_argument("file", help="what `hawker backup` has written")
    sub.add_argument("--force", action="store_true", help="put the shop that is here aside")
    sub.add_argument("--other-key", action="store_true", help="go on without the secret key of the backup")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done, 1 restored but the doctor has found something, 2 not done and nothing changed."""
    from bot.backup.problems import BackupProblem

    try:
        return await (_backup if arguments.command == "backup" else _restore)(arguments, settings)
    except (BackupProblem, OSError) as problem:
        print(f"hawker: {problem}", file=sys.stderr)
        return 2


async def _backup(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.backup.making import make_backup
    from domain.kit.clock import now

    target = _path(arguments.file or f"hawker-{now():%Y%m%d-%H%M%S}.tar")
    manifest = await make_backup(settings, target, with_key=arguments.with_key)
    print(f"{target}: {target.stat().st_size:,} bytes, {_contents(manifest)}.")
    print(_about_key(manifest, settings))
    await _note(settings)
    return 0


async def _note(settings: Settings) -> None:
    """Every shop's record says that there is one: the list of the first week ticks itself by it."""
    from tortoise.exceptions import BaseORMException

    from bot.database import database
    from domain.doctor.backups import note_backup

    try:
        async with database(settings):
            await note_backup()
    except BaseORMException:  # a newer Hawker than the database, or one that may only be read: the file is whole
        print("The shop's own record could not be told of it.", file=sys.stderr)


def _path(words: str) -> Path:
    return Path(words).resolve()


def _contents(manifest: Manifest) -> str:
    counts = manifest.facts.counts
    files = len([name for name in manifest.files if "/" in name])
    things = {"shop": counts["shop"], "order": counts["orders"], "payment": counts["payment"], "file": files}
    return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for word, count in things.items())


def _about_key(manifest: Manifest, settings: Settings) -> str:
    if manifest.has_key:
        return "It carries the secret key: whoever has this file can open everything in it. Keep it locked away."
    if not manifest.key_mark:
        return "There is no secret key yet."
    where = "HAWKER_SECRET_KEY" if settings.secret_key else str(settings.key_file)
    return f"It does not carry the secret key ({where}): keep that apart. Without it sealed words stay shut."


async def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.backup.restoring import restore

    how = {"force": arguments.force, "other_key": arguments.other_key}
    done = await restore(settings, _path(arguments.file), **how)
    _tell(done)
    return await _tell_found(done, settings)


def _tell(done: Restored) -> None:
    print(f"Restored as of {done.manifest.moment:%Y-%m-%d %H:%M} UTC: {_contents(done.manifest)}.")
    if done.aside:
        print(f"The database that was here is kept: {done.aside}.")
    if done.erased:
        people = "1 customer who was" if done.erased == 1 else f"{done.erased:,} customers who were"
        print(f"Erased again: {people} erased since the backup.")
    for topic, count in sorted(done.held.items()):
        print(f"Held, for it may have been sent already: {count} × {topic}.")
    print("Numbers of orders go on after a gap, because some may have been given since.")
    print(
        "Payments made since are looked for as soon as Hawker runs. What else to look after: docs/operators/backup.md."
    )


async def _tell_found(done: Restored, settings: Settings) -> int:
    from bot.commands.doctor import say
    from bot.database import database
    from domain.shop.queries import shops

    async with database(settings):
        say(done.found, [], {shop.id: shop.slug for shop in await shops()})
    return 1 if done.found else 0
