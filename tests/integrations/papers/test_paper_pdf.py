"""The file itself: read back as text and measured, in every language, on as many pages as it takes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm

from integrations.papers import Pdf
from tests.kit import papers
from tests.kit.papers import item, paper

MARGIN = 17.5 * mm
ROOT = Path(__file__).resolve().parents[3]


def read(body):
    """The words of every page, each line's ends trimmed."""
    pages = PdfReader(BytesIO(Pdf().draw(body))).pages
    return [re.sub(r"\s*\n\s*", "\n", page.extract_text()) for page in pages]


def places(body):
    """(page, left, right, bottom, sign) of everything that is written."""
    document = pypdfium2.PdfDocument(Pdf().draw(body))
    for number, page in enumerate(document):
        words = page.get_textpage()
        for at in range(words.count_chars()):
            sign = words.get_text_range(at, 1)
            if sign.strip():
                left, bottom, right, _ = words.get_charbox(at)
                yield number, left, right, bottom, sign


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            papers.paper(),
            ["Riga Linen SIA", "LV40103456789", "Anna Ozola", "INV-0012", "Nov 23, 2026", "€98.00", "20%"],
        ),
        (
            papers.russian(),
            ["ООО «Чайная лавка»", "Невский проспект", "23 нояб. 2026 г.", "3 870,00 ₽", "Чай улун «Те Гуань Инь»"],
        ),
        (papers.chinese(), ["杭州街边小店有限公司", "王小明", "2026年11月23日", "¥1,056.00", "如需退换货"]),
    ],
    ids=["en", "ru", "zh"],
)
def test_it_says_who_what_and_how_much_in_three_languages(body, said):
    (page,) = read(body)
    words = page.replace("\u00a0", " ").replace("\u202f", " ")
    assert [word for word in said if word not in words] == []


@pytest.mark.parametrize("name", papers.EVERY)
def test_the_same_paper_is_the_same_file(name):
    assert Pdf().draw(papers.EVERY[name]) == Pdf().draw(papers.EVERY[name])


def test_another_process_draws_the_same_and_so_do_many_threads():
    script = "from tests.kit.papers import *; from integrations.papers import Pdf; import hashlib;"
    script += "print(hashlib.sha256(Pdf().draw(chinese())).hexdigest())"
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    told = subprocess.run([sys.executable, "-c", script], env=elsewhere, cwd=ROOT, capture_output=True, check=True)
    with ThreadPoolExecutor(8) as threads:
        drawn = set(threads.map(Pdf().draw, [papers.chinese()] * 8))
    assert {hashlib.sha256(data).hexdigest() for data in drawn} == {told.stdout.decode().strip()}


@pytest.mark.parametrize("name", papers.EVERY)
def test_nothing_runs_over_the_margins(name):
    outside = [found for found in places(papers.EVERY[name]) if not inside(*found)]
    assert outside == []


def inside(_page, left, right, bottom, _sign):
    return left >= MARGIN and right <= 210 * mm - MARGIN and 8 * mm <= bottom <= 290 * mm


def test_many_lines_run_over_pages_that_are_counted_and_headed():
    pages = read(papers.long())
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Invoice INV-0012" in page
    assert all("Unit price" in page for page in pages[:-1])
    whole = "\n".join(pages)
    assert [n for n in range(70) if f"Thing number {n}\n" not in whole] == []


def test_sums_stand_together_below_the_last_line():
    last = read(papers.long())[-1]
    assert "Without tax" in last
    assert f"€{sum(1000 + n for n in range(70)) / 100:.2f}" in last


def test_a_credit_note_names_the_invoice_and_what_goes_back():
    (page,) = read(papers.credit())
    assert "Corrects" in page
    assert "INV-0012 · Nov 23, 2026" in page
    assert "Credited\n€51.00" in page


def test_a_test_says_so_and_a_real_one_does_not():
    assert "no valid paper" in read(paper(test=True))[0]
    assert "no valid paper" not in read(paper())[0]


def test_a_discount_and_a_net_price_are_said():
    (page,) = read(paper(item("Bread", 1, 450, discount=30)))
    assert "discount −€0.30" in page
    assert "€3.50" in page
    assert "€4.20" in page


def test_tax_on_top_is_within_the_total_of_a_line():
    body = paper(item("Bread", 1, 1000, tax=200), inclusive=False, total=1200)
    (page,) = read(body)
    assert "€10.00" in page
    assert "€12.00" in page
    assert "without tax" in page


def test_signs_no_font_has_are_boxes_and_pictures_are_left_out():
    (page,) = read(paper(item("🎁 Gift ไทย 한국어 ★", 1, 100)))
    assert "Gift □□□ 한국어 ★" in page


def test_a_page_that_runs_from_the_right_is_mirrored():
    signs = list(places(papers.rightward()))
    title = [left for _, left, _, bottom, sign in signs if sign == "v" and bottom > 260 * mm]
    totals = [right for _, _, right, _, sign in signs if sign == "€"]
    assert min(title) > 120 * mm
    assert max(totals) < 130 * mm


def test_what_a_merchant_typed_is_no_markup():
    (page,) = read(paper(item("<b>Tea</b> & <img src=x> 5 < 6", 1, 100)))
    assert "<b>Tea</b> & <img src=x> 5 < 6" in page


def test_the_file_says_what_it_is_and_not_when_it_was_drawn():
    facts = PdfReader(BytesIO(Pdf().draw(paper()))).metadata
    assert (facts.title, facts.author) == ("Invoice INV-0012", "Riga Linen SIA")
    assert facts.creation_date.year == 2000
