"""The catalogues in `locales/`: collect new words, compile, check that none has drifted from the source.

`python -m bot.dev.messages` collects and compiles, `--compile` only compiles, `--check` changes nothing and fails on
drift. A new language is a folder: `python -m bot.dev.messages --add de`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.dev.faults import faults, source_faults, texts
from bot.dev.pseudo import LOCALE as PSEUDO
from bot.dev.pseudo import pseudo
from bot.dev.words import UnreadableWord, collect

ROOT = Path(__file__).resolve().parents[2]
SOURCE_LANGUAGE = "en"
_HEADER = """\
# Hawker's words. `make messages` keeps the list, people write the translations.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"

"""
Key = tuple[str | None, str]


def template(root: Path) -> Catalog:
    """A catalogue of every word in the source, without translations. Raises `UnreadableWord`."""
    catalogue = Catalog(fuzzy=False)
    for word in collect(root):
        ids = (word.one, word.many) if word.many else word.one
        catalogue.add(ids, context=word.context, locations=[(word.place, 0)])
    return catalogue


def catalogues(root: Path) -> Iterator[tuple[str, Path]]:
    """(language, file) of every catalogue written by hand."""
    for path in sorted((root / "locales").glob("*/LC_MESSAGES/hawker.po")):
        if path.parts[-3] != PSEUDO:
            yield path.parts[-3], path


def update(root: Path) -> None:
    """Give every catalogue the words it lacks, drop those that are said no more."""
    words = template(root)
    for language, path in catalogues(root):
        catalogue = _read(language, path)
        catalogue.update(words, no_fuzzy_matching=True)
        _write(catalogue, path)


def add(root: Path, language: str) -> None:
    """Begin a language."""
    path = root / "locales" / language / "LC_MESSAGES" / "hawker.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write(Catalog(locale=language), path)
    update(root)


def compile_all(root: Path) -> None:
    """Write each .mo beside its .po, and the pseudo-locale made of English."""
    for language, path in catalogues(root):
        _write_mo(_read(language, path), path)
        if language == SOURCE_LANGUAGE:
            mirror = root / "locales" / PSEUDO / "LC_MESSAGES" / "hawker.po"
            mirror.parent.mkdir(parents=True, exist_ok=True)
            _write(made_up := in_pseudo(_read(language, path)), mirror)
            _write_mo(made_up, mirror)


def in_pseudo(english: Catalog) -> Catalog:
    """The same words as the pseudo-locale says them."""
    made_up = Catalog(fuzzy=False)
    for message in _messages(english):
        said = tuple(pseudo(text) for text in message.id) if message.pluralizable else pseudo(str(message.id))
        made_up.add(message.id, said, context=message.context)
    return made_up


def drift(root: Path) -> list[str]:
    """What is wrong with the catalogues, one sentence each; empty when they fit the source."""
    try:
        wanted = set(_by_key(template(root)))
    except UnreadableWord as error:
        return [str(error)]
    return [problem for language, path in catalogues(root) for problem in _problems(language, path, wanted)]


def _problems(language: str, path: Path, wanted: set[Key]) -> Iterator[str]:
    catalogue = _read(language, path)
    has = _by_key(catalogue)
    for key in sorted(wanted - set(has), key=str):
        yield f"{language}: lacks {_show(key)}: run `make messages`"
    for key in sorted(set(has) - wanted, key=str):
        yield f"{language}: {_show(key)} is said no more: run `make messages`"
    for key in sorted(wanted & set(has), key=str):
        own = source_faults(has[key]) if language == SOURCE_LANGUAGE else faults(catalogue, has[key])
        yield from (f"{language}: {_show(key)}: {fault}" for fault in own)


def _show(key: Key) -> str:
    return f"{key[1]!r} ({key[0]})" if key[0] else repr(key[1])


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, texts(message.id)[0]): message for message in _messages(catalogue)}


def _read(language: str, path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)


def _write(catalogue: Catalog, path: Path) -> None:
    header = _HEADER.format(language=catalogue.locale_identifier or PSEUDO, plurals=catalogue.plural_forms)
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(
            file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True
        )


def _write_mo(catalogue: Catalog, beside: Path) -> None:
    with beside.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def _check(root: Path) -> int:
    problems = drift(root)
    print("\n".join(problems) if problems else "Every catalogue has the words of the source.")
    return 1 if problems else 0


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.dev.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail on drift")
    parser.add_argument("--compile", action="store_true", help="only compile")
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a language")
    chosen = parser.parse_args(arguments)
    if chosen.check:
        return _check(root)
    if chosen.add:
        add(root, chosen.add)
    elif not chosen.compile:
        update(root)
    compile_all(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
