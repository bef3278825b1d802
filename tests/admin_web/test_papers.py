"""Invoices in the panel: how they look and are numbered, and those of an order."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from domain.audit.models import AuditEntry
from domain.kit.db import sql
from domain.orders.views import OrderView
from domain.papers import actions
from domain.payments.actions import refund
from domain.shop.queries import shop_of
from tests.admin_web.conftest import Browser
from tests.kit.market import Market, euros

SETTINGS = "/admin/settings/invoices"
TYPED = {
    "legal_name": "Riga Tea SIA", "legal_address": "Brīvības 12\nRīga", "tax_number": "LV401",
    "papers_footer": "Thanks", "invoice_prefix": "INV-", "receipt_prefix": "R-", "credit_prefix": "CN-",
    "papers_automatic": "on",
}  # fmt: skip


@pytest.fixture
async def order(market: Market) -> OrderView:
    """Paid; its papers are not issued yet."""
    return await market.paid(await market.buyer(), (await market.item("Tea"), 2))


async def saves(boss: Browser, **typed: Any) -> Any:
    await boss.get(SETTINGS)
    return await boss.post(SETTINGS, **(TYPED | typed))


async def pdf(boss: Browser, path: str) -> str:
    """The words of a file that is downloaded."""
    response = await boss.client.get(path)
    assert (response.status, response.content_type) == (200, "application/pdf")
    assert response.headers["Content-Disposition"].startswith("attachment")
    return PdfReader(BytesIO(await response.read())).pages[0].extract_text()


async def test_who_sells_is_written_once_and_stands_on_papers(boss: Browser, market: Market) -> None:
    assert "Fill in name, address and tax number" in (await boss.get(SETTINGS)).plain
    page = await boss.follow(await saves(boss))
    assert "Paid orders get an invoice as a PDF" in page.plain
    settings = (await shop_of(market.by)).settings
    assert (settings.legal_name, settings.tax_number, settings.papers_for_free) == ("Riga Tea SIA", "LV401", False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"invoice_prefix": ""}, "Fill this in."),
        ({"invoice_prefix": "A B$"}, "Use letters, digits and - . / _ only"),
        ({"credit_prefix": "test-1"}, "Numbers of test orders begin with TEST-."),
        ({"legal_name": "x" * 121}, "Use at most 120 characters."),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(boss: Browser, typed: dict[str, str], said: str) -> None:
    answer = await saves(boss, **typed)
    assert (answer.status, said in answer.plain) == (422, True)
    assert TYPED["papers_footer"] in answer.text


async def test_a_series_goes_on_where_other_books_end(boss: Browser, market: Market) -> None:
    await boss.get(SETTINGS)
    page = await boss.follow(await boss.post(f"{SETTINGS}/next", kind="invoice", next="1001"))
    assert 'value="1001"' in page.text
    assert await sql("SELECT name, value FROM paper_series") == [{"name": "INV-", "value": 1000}]
    assert await AuditEntry.filter(action="papers.numbered").count() == 1


async def test_numbers_that_are_given_stay_given(boss: Browser, market: Market, order: OrderView) -> None:
    await sql("UPDATE orders SET is_test = FALSE WHERE id = $1", order.id)
    await actions.issue(market.owner, order.id)
    await boss.get(SETTINGS)
    page = await boss.follow(await boss.post(f"{SETTINGS}/next", kind="receipt", next="1"))
    assert "Numbers only go up. The next one is 2 or higher." in page.plain
    assert (await boss.post(f"{SETTINGS}/next", kind="nothing", next="1")).status == 404


async def test_a_sample_shows_the_shops_own_facts(boss: Browser) -> None:
    await saves(boss)
    words = await pdf(boss, f"{SETTINGS}/sample")
    assert all(word in words for word in ("Riga Tea SIA", "LV401", "TEST-INV-0012", "A thing you sell", "Thanks"))


async def test_an_order_lists_its_papers_to_be_kept(boss: Browser, market: Market, order: OrderView) -> None:
    await actions.issue(market.owner, order.id)
    await refund(market.owner, order.id, euros(1000), "chipped", "k1")
    await actions.issue(market.owner, order.id)
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "TEST-R-0001" in page.plain
    assert "TEST-CN-0001" in page.plain
    paper = (await sql("SELECT id FROM paper ORDER BY id"))[0]["id"]
    assert "TEST-R-0001" in await pdf(boss, f"/admin/orders/{order.number}/papers/{paper}")


async def test_what_is_missing_is_issued_by_hand(boss: Browser, market: Market, order: OrderView) -> None:
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "Issue the invoice now" in page.plain
    done = await boss.follow(await boss.post(f"/admin/orders/{order.number}/papers"))
    assert "Issued. The customer finds it on the order." in done.plain
    assert "Issue the" not in done.plain


async def test_a_failure_is_a_problem_of_the_order(boss: Browser, market: Market, order: OrderView) -> None:
    await actions.report_failure(market.by, order.id)
    assert f"#{order.number}" in (await boss.get("/admin/orders?tab=problems")).plain
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "Its invoice could not be issued: the payment is safe, it is tried again" in page.plain
    mended = await boss.follow(await boss.post(f"/admin/orders/{order.number}/papers"))
    assert "could not be issued" not in mended.plain


async def test_a_paper_is_found_on_its_own_order_alone(boss: Browser, market: Market, order: OrderView) -> None:
    await actions.issue(market.owner, order.id)
    other = await market.paid(await market.buyer("boris"), (await market.item("Cup"), 1), reference="R2")
    paper = (await sql("SELECT id FROM paper"))[0]["id"]
    assert (await boss.get(f"/admin/orders/{other.number}/papers/{paper}")).status == 404
    assert (await boss.get(f"/admin/orders/{order.number}/papers/999")).status == 404


async def test_an_unpaid_order_has_nothing_to_issue(boss: Browser, market: Market) -> None:
    unpaid = await market.order(await market.buyer(), (await market.item("Tea"), 1))
    page = await boss.get(f"/admin/orders/{unpaid.number}")
    assert "Issue the invoice" not in page.plain
    refused = await boss.follow(await boss.post(f"/admin/orders/{unpaid.number}/papers"))
    assert "This order is not paid in full" in refused.plain
