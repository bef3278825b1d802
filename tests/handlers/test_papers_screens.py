"""Papers on the order's card and as cards of their own, in every messenger and language."""

from datetime import UTC, datetime

import pytest

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.papers.views import PaperView
from handlers.orders.card import order_card
from handlers.papers.buttons import GetPaper
from handlers.papers.screens import paper_actions, paper_card
from tests.handlers.goods import T, labels
from tests.handlers.sales import fits, order

LOCALES = ("en", "ru", "zh_Hans", "qps")


def paper(number=1, kind="invoice", name="INV-0012"):
    at = datetime(2026, 11, 12, tzinfo=UTC)
    total, tax = Money(4720, "USD"), Money(787, "USD")
    return PaperView(number, kind, name, 1, total, tax, at, False, {"order": 1042})


@pytest.mark.parametrize("locale", LOCALES)
def test_a_paper_fits_everywhere(locale):
    t, name = Translator(locale), f"TEST-{'W' * 24}0012"
    for kind in ("invoice", "receipt", "credit_note"):
        fits(paper_card(paper(kind=kind, name=name), "/files/x.pdf", "/chat/tea/paper/x", t))


@pytest.mark.parametrize("locale", LOCALES)
def test_an_order_with_its_papers_fits_everywhere(locale):
    t = Translator(locale)
    papers = (paper(), *(paper(n, "credit_note", f"TEST-CN-2026-000{n}") for n in range(2, 6)))
    fits(order_card(order("delivered"), t, papers=paper_actions(papers, t)))


def test_the_own_paper_and_the_newest_credit_notes_are_a_press_away():
    papers = (paper(), *(paper(n, "credit_note", f"CN-000{n}") for n in range(2, 5)))
    actions = tuple(paper_actions(papers, T))
    assert [action.label for action in actions] == [
        "🧾 Invoice PDF", "🧾 Credit note CN-0003", "🧾 Credit note CN-0004"
    ]  # fmt: skip
    assert [action.press for action in actions] == [GetPaper(id=1), GetPaper(id=3), GetPaper(id=4)]


def test_who_has_only_a_link_gets_links():
    (action,) = paper_actions((paper(),), T, lambda number: f"/paper/{number}")
    assert (action.press, action.url) == (None, "/paper/1")


def test_an_order_without_papers_has_no_such_button():
    assert not [label for label in labels(order_card(order(), T)) if "PDF" in label]
