"""The format is known by the content, whatever the file is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from integrations.feeds.detect import feed_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Handle,Title,Variant Price\n", "shopify"), ("URL handle,Title,Price\n", "shopify"),
        ("First Name,Last Name,Email\n", "shopify"), ("ID,Type,SKU,Name,Regular price\n", "woocommerce"),
        ("Name,SKU,Sale price\n", "woocommerce"), ("sku,name,price\n", "plain"), ("Название\tЦена\n", "plain"),
        ('{"key": "mug"}\n', "jsonlines"), ("\ufeff\n[1]\n", "jsonlines"), ("a,b\n1,2\n", "plain"), ("", "plain"),
        ("<?xml version='1.0'?>", "plain"),
    ],
)  # fmt: skip
def test_a_file_is_read_by_the_format_that_knows_it(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "products.xlsx"
    path.write_text(text, encoding="utf-8")
    assert feed_of(path, "en").name == name
