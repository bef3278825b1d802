"""Encodings, look-alikes, physical lines and safe descriptions: what every text feed leans on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from domain.imports.port import UnreadableFile
from integrations.feeds.markup import KEEP_BYTES, safe_html, size_of
from integrations.feeds.records import MAX_BROKEN, RECORD_LIMIT, Record, read_layout, read_records
from integrations.feeds.text import cut, detect_encoding, fold, open_text, tidy

RUSSIAN = "артикул;название;цена\nК-1;Кружка керамическая;349,00\nК-2;Рубашка льняная «Нора»;2499,50\n"
CHINESE = "编号,名称,价格\nM-1,陶瓷马克杯,19.90\nM-2,亚麻衬衫,249.00\n"
FRENCH = "handle,nom\ncafe,Café crème brûlée, à volonté\n"


def records(text: str, *, width: int = 0) -> list[Record]:
    return list(read_records(io.StringIO(text, newline=""), ",", width=width))


def lines(text: str, *, width: int = 0) -> list[tuple[int, list[str]]]:
    return [(record.line, record.cells) for record in records(text, width=width)]


# --------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("a,b\n1,2\n", "ascii", "utf-8-sig"), (RUSSIAN, "utf-8", "utf-8-sig"), (RUSSIAN, "utf-8-sig", "utf-8-sig"),
        (RUSSIAN, "utf-16", "utf-16"), ("handle,name\nmug,Becher\n", "utf-16-le", "utf-16-le"),
        ("handle,name\nmug,Becher\n", "utf-16-be", "utf-16-be"), (RUSSIAN, "cp1251", "cp1251"),
        (CHINESE, "gb18030", "gb18030"), (FRENCH, "cp1252", "cp1252"), ("prix,“12 €”\n", "cp1252", "cp1252"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_gives_the_text_back(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    path = tmp_path / "some.csv"
    path.write_bytes(text.encode(encoding))
    known = detect_encoding(path)
    assert (known.name, bool(known.doubt)) == (found, found[:2] in ("cp", "gb"))
    with open_text(path, known) as stream:
        assert stream.read() == text


def test_the_whole_file_is_looked_at_before_it_is_called_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_bytes(b"plain text\n" * 300_000 + "Café".encode("cp1252"))
    assert detect_encoding(path).name == "cp1252"
    assert detect_encoding(path, whole=False).name == "utf-8-sig"


def test_a_few_damaged_bytes_do_not_change_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_bytes(RUSSIAN.encode() + b"K-3;\xff;1\n")
    known = detect_encoding(path)
    assert (known.name, known.errors) == ("utf-8-sig", "replace")
    assert "1 characters" in known.doubt


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"%PDF-1.7", b"\x1f\x8b\x08\x00", b"\xd0\xcf\x11\xe0", b"\x00" * 50]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        detect_encoding(path)


# ------------------------------------------------------------------------------------------------------------- texts


def test_texts_that_look_the_same_fold_to_the_same() -> None:
    assert fold("A123") == fold("А123") == fold("Ａ１２３") == fold("a123\u200b")
    assert fold("Café") == fold("Cafe\u0301") == fold("CAFÉ")
    assert fold("A123") != fold("A124")


def test_edges_are_cleared_of_what_cannot_be_seen() -> None:
    assert tidy("\ufeff\u00a0 A 1\u200b \t") == "A 1"


def test_a_long_text_is_cut_between_words() -> None:
    assert (cut("one two three", 9), cut("one", 9), cut("x" * 20, 9)) == ("one two…", "one", "x" * 8 + "…")


# ----------------------------------------------------------------------------------------------------------- records


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_record_is_known_by_the_physical_line_it_starts_on(end: str) -> None:
    text = end.join(["a,b", '1,"two', "", 'lines"', "", "2,x"])
    assert lines(text) == [(1, ["a", "b"]), (2, ["1", f"two{end}{end}lines"]), (6, ["2", "x"])]


def test_an_open_quote_costs_its_own_row_only() -> None:
    found = records('a,b\n1,"x\ny"\n2,"never\n3,z\n4,"w"\n')
    assert [(r.line, r.cells, bool(r.fault)) for r in found] == [
        (1, ["a", "b"], False),
        (2, ["1", "x\ny"], False),
        (4, [], True),
        (5, ["3", "z"], False),
        (6, ["4", "w"], False),
    ]


def test_the_quote_at_fault_is_found_in_the_middle_of_a_record() -> None:
    found = records('a,b,c\n1,"x\ny","never\n2,y,z\n')
    assert [(r.line, bool(r.fault)) for r in found] == [(1, False), (3, True), (4, False)]


def test_the_rest_of_a_broken_text_is_reported_with_it() -> None:
    found = records('a,b,c,d\n1,"<p>\n<b>one</b>\n<i>two</i>\n2,x,y,z\n', width=4)
    assert [(r.line, r.cells) for r in found] == [(1, ["a", "b", "c", "d"]), (2, []), (5, ["2", "x", "y", "z"])]
    assert "up to 4" in found[1].fault


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    found = records("a,b\n" + "x" * (3 * RECORD_LIMIT) + "\n1,2\n")
    assert [(r.line, bool(r.fault)) for r in found] == [(1, False), (2, True), (3, False)]


def test_reading_stops_when_every_row_is_broken() -> None:
    found = records("a,b\n" + 'x,"y"z\n' * (MAX_BROKEN + 50))
    assert len(found) == MAX_BROKEN + 3
    assert "not read from here" in found[-1].fault


@pytest.mark.parametrize(
    ("text", "delimiter", "line"),
    [("a,b\n", ",", 1), ("a;b\n", ";", 1), ("\n\na\tb\n", "\t", 3), ("sep=;\na;b\n", ";", 2), ('"x,y";b;c\n', ";", 1)],
)
def test_the_separator_and_the_header_are_found(tmp_path: Path, text: str, delimiter: str, line: int) -> None:
    path = tmp_path / "some.csv"
    path.write_text(text, encoding="utf-8")
    layout = read_layout(path)
    assert (layout.delimiter, layout.line, layout.header[-1]) == (delimiter, line, "c" if "c" in text else "b")


# ---------------------------------------------------------------------------------------------------------- markup


def test_formatting_stays_and_what_runs_or_loads_goes() -> None:
    nasty = "<script>x</script><style>p{}</style><iframe src='//e'>f</iframe><img src=x onerror=y><!-- c -->"
    assert safe_html(f"<p onclick='x' style='y'>Tom &amp; <b>Ann</b></p>{nasty}") == "<p>Tom &amp; <b>Ann</b></p>"


@pytest.mark.parametrize(
    ("link", "kept"),
    [("https://a.example/", True), ("http://a.example/", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("mailto:a@b.example", False), ("/pages/about", False), ("//a.example/", False)],
)  # fmt: skip
def test_links_lead_to_the_web_only(link: str, kept: bool) -> None:
    assert (f'href="{link}"' in safe_html(f'<a href="{link}">more</a>')) is kept


@pytest.mark.parametrize("piece", ["<p>words and words</p>", "<b>", "&", "<", "слово ", "<div>", "x"])
def test_any_text_ends_up_safe_short_and_whole(piece: str) -> None:
    safe = safe_html(piece * (900_000 // len(piece)))
    assert size_of(safe) <= KEEP_BYTES
    assert safe_html(safe) == safe
