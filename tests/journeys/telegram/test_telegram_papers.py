"""Invoices inside Telegram: a document in the chat, given to Telegram once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from domain.orders.queries import order_by_number
from domain.payments.actions import confirm_transfer
from tests.kit.store import AUSTIN, PHONE, Store

LEGAL = {"legal_name": "Tea House Ltd", "legal_address": "1 Main St, Austin", "tax_number": "12-3456789"}


@pytest.fixture
async def anna(shop: Any, stage: Any, person: Any) -> Any:
    """Anna has paid for a teapot by transfer."""
    store = await Store.open(shop)
    await store.transfers("cash")
    await shop.settings(**LEGAL)
    anna = person("anna")
    await anna.opens(f"p{await shop.product('Teapot', price='24.00', stock=5)}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE, payment="transfer")
    await anna.taps_on("by transfer")
    order = await order_by_number(shop.owner, 1001)
    await confirm_transfer(shop.owner, order.id, order.total, "R1")
    await stage.settle()
    return anna


def given(stage: Any) -> list[Any]:
    """Files Telegram was given."""
    return [stored for stored in stage.fake.files.kept.values() if stored.kind == "document"]


async def test_the_invoice_is_a_document_in_the_chat(anna: Any, stage: Any) -> None:
    await anna.taps_on("Invoice PDF")
    (file,) = given(stage)
    assert file.about["file_name"] == "TEST-INV-0001.pdf"
    words = PdfReader(BytesIO(file.data)).pages[0].extract_text()
    assert all(word in words for word in ("TEST-INV-0001", "Tea House Ltd", "Teapot", "$27.00"))


async def test_asked_for_twice_it_is_given_to_telegram_once(anna: Any, stage: Any) -> None:
    for _ in range(2):
        await anna.taps_on("Invoice PDF")
    assert len(stage.fake.calls_of("sendDocument")) == 2
    assert len(given(stage)) == 1
