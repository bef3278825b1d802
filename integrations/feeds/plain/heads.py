"""What the columns of a plain table may be called. The same list is in docs/merchants/import.md."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.imports.port import UnreadableFile
from integrations.feeds.table import Columns, match, plain
from integrations.feeds.text import one_line

# field → its names, in small letters; the first one found in the file is read
NAMES: dict[str, tuple[str, ...]] = {
    "key": ("key", "handle", "slug", "id", "product id", "external id", "ключ", "ид", "id товара", "商品id", "宝贝id"),
    "sku": (
        "sku", "outer_id", "article", "item number", "product code", "item code", "code", "артикул", "код товара",
        "код", "商品编号", "商品编码", "商家编码", "货号", "编号", "编码",
    ),
    "name": (
        "name", "title", "product name", "product", "наименование", "название", "наименование товара",
        "название товара", "имя", "товар", "商品名称", "宝贝名称", "名称", "商品标题", "标题", "品名",
    ),
    "description": (
        "description", "text", "body", "details", "описание", "описание товара", "商品描述", "宝贝描述", "描述",
        "商品详情", "详情", "说明",
    ),
    "price": (
        "price", "retail price", "selling price", "unit price", "цена", "розничная цена", "цена продажи", "价格",
        "售价", "宝贝价格", "商品价格", "销售价", "单价",
    ),
    "compare_at": (
        "old price", "compare at price", "compare-at price", "list price", "rrp", "msrp", "старая цена",
        "цена до скидки", "原价", "划线价", "市场价",
    ),
    "currency": ("currency", "валюта", "валюта (id)", "货币", "币种"),
    "stock": (
        "stock", "quantity", "qty", "inventory", "stock quantity", "num", "остаток", "остатки", "количество", "кол-во",
        "наличие", "на складе", "库存", "数量", "宝贝数量", "库存数量",
    ),
    "category": (
        "category", "categories", "product category", "type", "cid", "категория", "категории", "раздел", "группа",
        "рубрика", "分类", "类目", "商品分类", "宝贝类目", "类别",
    ),
    "image": (
        "image", "images", "picture", "pictures", "photo", "photos", "image url", "image src", "image link",
        "картинка", "картинки", "изображение", "изображения", "фото", "ссылка на фото", "url изображения",
        "图片", "主图", "商品图片", "新图片", "宝贝图片",
    ),
    "brand": ("brand", "vendor", "manufacturer", "бренд", "марка", "производитель", "品牌", "厂家"),
    "tags": ("tags", "tag", "labels", "теги", "метки", "标签"),
    "gtin": ("gtin", "ean", "upc", "isbn", "barcode", "штрихкод", "штрих-код", "条形码", "条码", "商品条形码"),
    "weight_g": ("weight (g)", "weight, g", "weight_g", "grams", "вес (г)", "вес, г", "重量(g)", "重量(克)"),
    "weight_kg": ("weight (kg)", "weight, kg", "weight_kg", "вес (кг)", "вес, кг", "重量(kg)", "重量(公斤)"),
    "weight": ("weight", "вес", "重量"),
    "status": ("status", "published", "active", "статус", "опубликован", "状态", "上架"),
}  # fmt: skip
ATTRIBUTE = ("attribute:", "характеристика:", "属性:")
REQUIRED = {
    "name": "name (name, title, название, 名称 …)",
    "price": "price (price, цена, 价格 …)",
}
# what the file is → sets of columns that give it away
_OTHERS: dict[str, tuple[frozenset[str], ...]] = {
    "customers": (
        frozenset({"first name", "last name"}),
        frozenset({"email", "phone"}),
        frozenset({"имя", "фамилия"}),
        frozenset({"имя", "телефон"}),
    ),
    "orders": (
        frozenset({"financial status"}),
        frozenset({"lineitem quantity"}),
        frozenset({"order id"}),
        frozenset({"order number"}),
        frozenset({"номер заказа"}),
        frozenset({"订单编号"}),
        frozenset({"订单号"}),
    ),
    "tax rates": (frozenset({"rate %", "tax name"}), frozenset({"tax rate", "country code"})),
}


def read_heads(header: Sequence[str]) -> Columns:
    """The columns of a product table. Raises `UnreadableFile` that says what the file is, or what it lacks."""
    refuse_others(header)
    columns = match(header, NAMES | _attributes(header))
    missing = [said for name, said in REQUIRED.items() if name not in columns]
    if not missing:
        return columns
    if len(missing) < len(REQUIRED) and ("key" in columns or "sku" in columns):
        raise UnreadableFile(
            f"This table has no column of {missing[0]}. Each row must tell a whole product, also one that is in the "
            "shop already: add the column and import the file again."
        )
    raise UnreadableFile(
        f"This is no table of products: it has no column of {' and none of '.join(missing)}. The first line must name "
        "the columns."
    )


def refuse_others(header: Sequence[str]) -> None:
    """Raises `UnreadableFile` for tables of customers, orders or tax rates, whatever shop wrote them."""
    names = {plain(title) for title in header}
    kind = next((kind for kind, signs in _OTHERS.items() if any(sign <= names for sign in signs)), "")
    if kind:
        raise UnreadableFile(f"This is a table of {kind}, not of products. Export the products and import that file.")


def unknown(header: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """Columns that nothing is read from."""
    read = {place for _, place in columns.places}
    doubled = {title for title, _ in columns.unread}
    return tuple(title for place, title in enumerate(header) if title and place not in read and title not in doubled)


def _attributes(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """ "Attribute: Colour" is the field "attribute:Colour"."""
    marked = [title for title in header if plain(title).startswith(ATTRIBUTE)]
    return {f"attribute:{one_line(re.split('[:：]', title, maxsplit=1)[1])}": (plain(title),) for title in marked}
