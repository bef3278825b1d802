"""Invoices in the chat: issued after the money, handed over as a file, and nobody else's."""

from __future__ import annotations

from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pypdf import PdfReader

from domain.kit.db import sql
from domain.orders.queries import order_by_number
from domain.papers.actions import issue
from domain.payments.actions import confirm_transfer, refund
from domain.shop.actions import change_facts
from tests.kit.shop import ShopKit

LEGAL = {"legal_name": "Tea House Ltd", "legal_address": "1 Main St, Austin", "tax_number": "12-3456789"}


@pytest.fixture
async def legal(shop, store):
    await change_facts(shop.by, test_mode=False)
    await shop.settings(**LEGAL)


async def paid(app, shop):
    order = await order_by_number(shop.owner, 1001)
    await confirm_transfer(shop.owner, order.id, order.total, "R1")
    await app.jobs.run_outbox()
    return await order_by_number(shop.owner, 1001)


@asynccontextmanager
async def browser(app):
    async with TestClient(TestServer(app.web_app())) as client:
        yield client


def papers(person):
    return [screen for key, screen in person.cards.items() if key.startswith("paper:")]


async def test_a_paid_order_has_its_invoice_a_press_away(app, legal, shop, transferring):
    assert not transferring.can_tap("PDF")
    order = await paid(app, shop)
    await transferring.taps_on("🧾 Invoice PDF")
    (card,) = papers(transferring)
    assert (card.title, card.document.name) == ("Invoice INV-0001", "INV-0001.pdf")
    assert card.lines == (f"Order #1001 · ${order.total.decimal}",)


async def test_the_file_is_kept_by_a_link_that_ends(app, legal, shop, transferring, clock):
    await paid(app, shop)
    await transferring.taps_on("🧾 Invoice PDF")
    url = papers(transferring)[0].document.url
    async with browser(app) as client:
        answer = await client.get(url)
        assert (answer.status, answer.content_type) == (200, "application/pdf")
        words = PdfReader(BytesIO(await answer.read())).pages[0].extract_text()
        clock.passes(hours=25)
        assert (await client.get(url)).status == 410
        assert (await client.get("/chat/tea/paper/made-up")).status == 410
    assert all(word in words for word in ("INV-0001", "Tea House Ltd", "12-3456789", "Teapot", "$27.00"))


async def test_a_link_of_one_shop_opens_nothing_in_another(app, legal, shop, transferring):
    await paid(app, shop)
    await transferring.taps_on("🧾 Invoice PDF")
    await ShopKit.open("other")
    url = papers(transferring)[0].document.url.replace("/chat/tea/", "/chat/other/")
    async with browser(app) as client:
        assert (await client.get(url)).status == 410


async def test_the_invoice_of_somebody_else_is_not_handed_over(app, legal, shop, transferring, boris):
    await paid(app, shop)
    await boris.opens()
    await boris.presses(transferring.button("🧾 Invoice PDF"))
    assert papers(boris) == []
    assert "That is no longer here." in boris.words


async def test_who_has_the_link_of_the_order_has_its_invoice(app, legal, shop, transferring, boris):
    order = await paid(app, shop)
    await boris.opens(f"o{order.token}")
    url = next(action.url for action in boris.cards["order:1001"].actions if "Invoice PDF" in action.label)
    async with browser(app) as client:
        assert (await client.get(url)).status == 200


async def test_money_that_goes_back_brings_a_credit_note(app, legal, shop, transferring):
    order = await paid(app, shop)
    await refund(shop.owner, order.id, order.total, "sold out", "k1")
    await app.jobs.run_outbox()
    await transferring.taps_on("🧾 Credit note PDF")
    assert papers(transferring)[-1].title == "Credit note CN-0001"


async def test_a_paper_that_cannot_be_issued_keeps_the_payment_and_comes_later(
    app, legal, shop, transferring, clock, monkeypatch
):
    monkeypatch.setattr("domain.papers.writing.body", broken)
    order = await paid(app, shop)
    assert (order.payment_status, order.status) == ("paid", "placed")
    assert order.needs_attention == "Its invoice could not be issued: the payment is safe, it is tried again"
    assert not transferring.can_tap("Invoice PDF")
    monkeypatch.undo()
    clock.passes(minutes=1)
    await app.jobs.run_outbox()
    assert transferring.can_tap("Invoice PDF")
    assert (await order_by_number(shop.owner, 1001)).needs_attention == ""


def broken(*_args):
    raise ZeroDivisionError


async def test_a_paper_that_cannot_be_drawn_is_said_and_leaves_all_as_it_was(
    app, legal, shop, transferring, monkeypatch
):
    await paid(app, shop)
    monkeypatch.setattr("integrations.papers.Pdf.draw", broken)
    await transferring.taps_on("🧾 Invoice PDF")
    assert papers(transferring) == []
    assert (await order_by_number(shop.owner, 1001)).payment_status == "paid"
    assert await sql("DELETE FROM failed_update WHERE error LIKE '%ZeroDivisionError%' RETURNING id")


async def test_the_same_press_twice_hands_over_the_same_file(app, legal, shop, transferring):
    await paid(app, shop)
    for _ in range(2):
        await transferring.taps_on("🧾 Invoice PDF")
    assert len({screen.document.path for screen in transferring.history if screen.document}) == 1


async def test_one_that_is_issued_by_hand_comes_onto_the_card(app, legal, shop, transferring):
    await shop.settings(papers_automatic=False)
    order = await paid(app, shop)
    assert not transferring.can_tap("Invoice PDF")
    await issue(shop.owner, order.id)
    await app.jobs.run_outbox()
    assert transferring.can_tap("Invoice PDF")


async def test_what_is_paid_at_the_door_has_no_paper_before(app, legal, shop, ordered):
    await app.jobs.run_outbox()
    assert not ordered.can_tap("PDF")
    assert await sql("SELECT id FROM paper") == []


async def test_a_shop_that_tries_out_numbers_its_papers_apart(app, shop, transferring):
    await shop.settings(**LEGAL)
    await paid(app, shop)
    await transferring.taps_on("🧾 Invoice PDF")
    assert papers(transferring)[0].title == "Invoice TEST-INV-0001"


async def test_a_shop_without_tax_data_hands_out_receipts(app, shop, transferring):
    await paid(app, shop)
    await transferring.taps_on("🧾 Receipt PDF")
    assert papers(transferring)[0].title == "Receipt TEST-R-0001"
