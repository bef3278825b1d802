"""Invoices, receipts and credit notes as PDF files: A4, one typeface, every language of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

_ONE_AT_A_TIME = Lock()  # the library keeps its fonts for the whole process


class Pdf:
    """Draws papers. What draws is loaded with the first of them: most processes of a small shop never need it."""

    def draw(self, body: Mapping[str, Any]) -> bytes:
        """The bytes of the file; always the same for the same body."""
        with _ONE_AT_A_TIME:
            if body["kind"] == "sheets":
                from integrations.papers.sheets import pdf as sheets

                return sheets(body)
            from integrations.papers.page import pdf, together

            return together(body["papers"]) if body["kind"] == "together" else pdf(body)
