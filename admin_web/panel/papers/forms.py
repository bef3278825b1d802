"""Reading the forms of invoices."""

from __future__ import annotations

import re
from typing import Any

from admin_web.forms import Form
from domain.kit.errors import N_
from domain.papers.body import PREFIX_LENGTH, TEST
from domain.shop.views import ShopView

NOT_PREFIX = N_("Use letters, digits and - . / _ only; {example} puts in the year.")
FOR_TESTS = N_("Numbers of test orders begin with TEST-. Choose another beginning.")
PREFIXES = {"invoice": "invoice_prefix", "receipt": "receipt_prefix", "credit_note": "credit_prefix"}
_TEXTS = ("legal_name", "legal_address", "tax_number", "papers_footer", *PREFIXES.values())
_FLAGS = ("papers_automatic", "papers_for_free", "slip_prices")


def stored(shop: ShopView) -> Form:
    return Form.stored(**{name: getattr(shop.settings, name) for name in (*_TEXTS, *_FLAGS)})


def settings(form: Form) -> dict[str, Any]:
    """What is printed, when, and how numbers begin."""
    return {
        "legal_name": form.text("legal_name", limit=120),
        "legal_address": form.body("legal_address", limit=400),
        "tax_number": form.text("tax_number", limit=40),
        "papers_footer": form.body("papers_footer", limit=800),
        **{name: _prefix(form, name) for name in PREFIXES.values()},
        **{name: form.flag(name) for name in _FLAGS},
    }


def _prefix(form: Form, name: str) -> str:
    typed = form.text(name, limit=PREFIX_LENGTH, required=True)
    if not re.fullmatch(r"[\w\-./]*", typed.replace("{year}", "")):
        form.complain(name, NOT_PREFIX, example="{year}")
    if typed.upper().startswith(TEST):
        form.complain(name, FOR_TESTS)
    return typed
