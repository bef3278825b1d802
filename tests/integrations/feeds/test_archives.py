"""Archives and workbooks: looked at before they are unpacked, and read as the tables they hold."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from domain.imports.port import UnreadableFile
from integrations.feeds.detect import feed_of
from tests.kit.feeds import read_file, sold, told, zipped


def workbook(path: Path, *sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        feed_of(path, "en").read(path, currency="EUR")
    return str(refused.value)


def test_a_sheet_is_read_as_a_table_and_problems_name_its_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["name", "price", "stock", "description"], ["Mug", 19.9, 3, "One\ntwo"], []]
    path = workbook(tmp_path / "goods.csv", [*rows, ["Bowl", "dear", None, None], ["Pan", 1299, 1.0, None]])
    products, problems = read_file(path, format="xlsx")
    assert [sold(product) for product in products] == [{(): (1990, 3)}, {(): (129900, 1)}]
    assert products[0].descriptions == {"en": "One<br>two"}
    assert (4, "price", "refused") in told(problems)


def test_the_first_sheet_with_products_is_read_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", [["How to fill it in"]], [["Название", "Цена"], ["Чашка", 349]])
    products, problems = read_file(path, format="xlsx", currency="RUB")
    assert (products[0].names["en"], problems[0].problem) == ("Чашка", "Of this workbook the sheet “Sheet1” was read.")


def test_other_shops_tables_are_known_inside_a_workbook_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", [["Handle", "Title", "Variant Price"], ["mug", "Mug", 5]])
    assert read_file(path, format="xlsx")[0][0].key == "mug"


def test_a_damaged_workbook_is_a_sentence(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.xlsx", **{"xl/workbook_xml": "<workbook", "[Content_Types]_xml": "<Types/>"})
    assert "damaged" in refusal(path)


def test_an_archive_packed_too_tightly_is_not_unpacked(tmp_path: Path) -> None:
    assert "tightly" in refusal(zipped(tmp_path / "a.zip", goods_csv="name,price\n" + "0" * 5_000_000))


def test_an_archive_that_lies_about_its_sizes_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", goods_csv="name,price\n" + "".join(f"Mug {n},{n}\n" for n in range(1, 999)))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 11)
    path.write_bytes(bytes(data))
    assert "archive" in refusal(path)


@pytest.mark.parametrize(
    "name", ["../goods.csv", "/etc/goods.csv", "a/../../goods.csv", "..\\goods.csv", "C:/goods.csv"]
)
def test_an_archive_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "name,price\nMug,5\n")
    assert "outside" in refusal(tmp_path / "a.zip")


def test_one_table_in_an_archive_is_read_and_two_are_not(tmp_path: Path) -> None:
    table = "name,price\nMug,5\n"
    products, _ = read_file(zipped(tmp_path / "a.zip", goods_csv=table, read_me="Hello"), format="zip")
    assert [product.key for product in products] == ["Mug"]
    assert "2 product files" in refusal(zipped(tmp_path / "b.zip", a_csv=table, b_csv=table))
    assert "no product file" in refusal(zipped(tmp_path / "c.zip", a_txt="Hello"))


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = zipped(tmp_path / "a.zip", goods_csv="name,price\nMug,5\n")
    read_file(path, format="zip")
    assert list(tmp_path.iterdir()) == [path]
