from pathlib import Path

import pytest

from bot.dev.messages import add, drift, main
from bot.dev.pseudo import pseudo
from bot.dev.words import UnreadableWord, collect


@pytest.fixture
def root(tmp_path: Path) -> Path:
    say(tmp_path, 't("S-08", "Only {n} left", n=2)')
    return tmp_path


def say(root: Path, code: str, name: str = "handlers/screens.py") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)


def catalogue(root: Path, language: str) -> Path:
    return root / "locales" / language / "LC_MESSAGES" / "hawker.po"


def translate(root: Path, language: str, english: str, said: str) -> None:
    path = catalogue(root, language)
    path.write_text(path.read_text().replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{said}"'))


@pytest.mark.parametrize(
    ("code", "one", "context", "many"),
    [
        ('t("S-1", "Cart" " is empty")', "Cart is empty", "S-1", None),
        ('self.t("S-1", "Cart")', "Cart", "S-1", None),
        ('t.plural("S-3", "{n} item", "{n} items", 3)', "{n} item", "S-3", "{n} items"),
        ('class Gone:\n    message = N_("That is gone.")', "That is gone.", None, None),
    ],
)
def test_words_are_found_in_code(tmp_path: Path, code: str, one: str, context: str, many: str) -> None:
    say(tmp_path, code)
    (word,) = collect(tmp_path)
    assert (word.one, word.context, word.many) == (one, context, many)


def test_words_are_found_in_templates_with_their_plurals(tmp_path: Path) -> None:
    say(tmp_path, '<a title="{{ t("panel", "Orders") }}">{{ t.plural("P", "{n} row", "{n} rows", n) }}', "bot/a.html")
    assert sorted((word.one, word.many) for word in collect(tmp_path)) == [("Orders", None), ("{n} row", "{n} rows")]


@pytest.mark.parametrize("code", ['t("S-1", name)', 't(screen, "Cart")', 't("S-1", f"{n} left")', "N_(text)"])
def test_words_that_are_not_written_out_are_refused(tmp_path: Path, code: str) -> None:
    say(tmp_path, code)
    with pytest.raises(UnreadableWord, match=r"screens\.py:1"):
        collect(tmp_path)


def test_a_new_english_catalogue_has_no_drift(root: Path) -> None:
    add(root, "en")
    assert drift(root) == []


def test_a_new_word_is_drift_until_it_is_collected(root: Path) -> None:
    add(root, "en")
    say(root, 't("S-09", "Sold out")', "handlers/more.py")
    assert drift(root) == ["en: lacks 'Sold out' (S-09): run `make messages`"]
    assert main([], root) == 0
    assert drift(root) == []


def test_collecting_twice_changes_nothing(root: Path) -> None:
    add(root, "ru")
    translate(root, "ru", "Only {n} left", "Осталось {n}")
    first = catalogue(root, "ru").read_bytes()
    assert main([], root) == 0
    assert catalogue(root, "ru").read_bytes() == first
    assert "Осталось {n}" in first.decode()


def test_a_word_that_is_said_no_more_is_drift(root: Path) -> None:
    add(root, "en")
    say(root, "")
    assert "is said no more" in drift(root)[0]


def test_other_languages_must_be_translated(root: Path) -> None:
    add(root, "ru")
    assert drift(root) == ["ru: 'Only {n} left' (S-08): not translated"]


@pytest.mark.parametrize(
    ("said", "problems"),
    [("Осталось {n}", []), ("Осталось {m}", ["placeholders differ"]), ("Осталось {n", ["braces do not match"])],
)
def test_translations_keep_their_placeholders(root: Path, said: str, problems: list[str]) -> None:
    add(root, "ru")
    translate(root, "ru", "Only {n} left", said)
    found = drift(root)
    assert len(found) == len(problems)
    assert all(problem in found[0] for problem in problems)


def test_compiling_makes_the_pseudo_locale_too(root: Path) -> None:
    add(root, "en")
    assert main(["--compile"], root) == 0
    assert "[Øñ" in catalogue(root, "qps").read_text()
    assert catalogue(root, "qps").with_suffix(".mo").exists()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Only {n} left", ["{n}"]),
        ("<b>Total</b> {total}", ["<b>", "</b>", "{total}"]),
        ("Type /help or open https://example.com/a", ["/help", "https://example.com/a"]),
    ],
)
def test_the_pseudo_locale_is_a_third_longer_and_keeps_what_programs_read(text: str, kept: list[str]) -> None:
    said = pseudo(text)
    assert all(part in said for part in kept)
    assert len(said) >= len(text) + 3
    assert said != text
