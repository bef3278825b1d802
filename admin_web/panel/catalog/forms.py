"""Reading the forms of products."""

from __future__ import annotations

import re
import secrets

from admin_web.forms import Form
from domain.catalog.actions import ProductEdit, VariantEdit
from domain.catalog.queries_edit import EditView
from domain.catalog.words import plain
from domain.imports.by_hand import Options
from domain.imports.port import ProductRow, VariantRow
from domain.kit.errors import N_
from domain.kit.money import Money
from domain.shop.card_sums import TooMuchForCards, most_by_card, payable
from domain.shop.views import ShopView
from domain.stock.shelf import ShelfEdit, ShelfRow

POLICIES = ("deny", "backorder", "untracked")
NOT_A_FACT = N_("Write one a line, like Material: cotton.")
_COMMAS = re.compile("[,，、；]")  # as Latin and as Chinese keyboards write them
_COLON = re.compile("[:：]")


def shelf_edit(form: Form, row: ShelfRow) -> ShelfEdit:
    """What the row of a grid was changed to; fields it does not have stay."""
    currency = row.price.currency
    price = (form.whole("was_price", high=10**14), form.money("price", currency)) if form.sent_with("price") else None
    stock = _stock(form) if form.sent_with("stock") else None
    wide = form.sent_with("policy")
    return ShelfEdit(
        price=price,
        on_hand=stock,
        compare_at=(form.maybe_money("compare_at", currency),) if wide else None,
        variant=_variant(form) if wide else None,
        revision=form.whole("revision", high=10**9) if wide else 0,
    )


def _stock(form: Form) -> tuple[int, int]:
    return form.whole("was_stock", low=-(10**6), high=10**9), form.whole("stock", high=10**6)


def _variant(form: Form) -> VariantEdit:
    return VariantEdit(
        sku=form.text("sku", limit=100),
        gtin=form.text("gtin", limit=14),
        weight_g=form.maybe_whole("weight_g", high=10**7) or 0,
        policy=form.choice("policy", POLICIES, "deny"),
    )


# ----------------------------------------------------------------------------------------------------------- texts


def stored(edit: EditView) -> Form:
    names = {f"name_{locale}": name for locale, (name, _) in edit.texts.items()}
    bodies = {f"description_{locale}": plain(html) for locale, (_, html) in edit.texts.items()}
    form = Form.stored(
        **names, **bodies, brand=edit.brand, tax_class=edit.tax_class, requires_shipping=edit.requires_shipping,
        digital=edit.kind == "digital", category=edit.category_ids[0] if edit.category_ids else "",
        tags=", ".join(edit.tags),
        attributes=tuple(f"{name}: {value}" for name, value in edit.attributes), revision=edit.revision,
    )  # fmt: skip
    return form.ticking("more", (str(category_id) for category_id in edit.category_ids[1:]))


def product(form: Form, edit: EditView, shop: ShopView, category_ids: set[int]) -> ProductEdit:
    """What the page says now. A description whose words were not touched keeps its formatting."""
    names = {locale: form.text(f"name_{locale}", limit=300) for locale in shop.locales}
    return ProductEdit(
        names=names,
        descriptions=_descriptions(form, edit, shop),
        brand=form.text("brand", limit=120),
        tax_class=form.text("tax_class", limit=20) or "standard",
        requires_shipping=form.flag("requires_shipping"),
        kind="digital" if form.flag("digital") else "physical",
        category_ids=_categories(form, category_ids),
        tags=list(listed(form.body("tags", limit=2000))),
        attributes=_attributes(form),
    )


def _descriptions(form: Form, edit: EditView, shop: ShopView) -> dict[str, str]:
    typed = {locale: form.body(f"description_{locale}", limit=20_000) for locale in shop.locales}
    before = {locale: plain(edit.texts[locale][1]).strip() if locale in edit.texts else "" for locale in typed}
    return {locale: text for locale, text in typed.items() if text != before[locale]}


def _categories(form: Form, known: set[int]) -> list[int]:
    primary = form.choice("category", {"", *map(str, known)})
    more = form.chosen("more", sorted(map(str, known), key=int))
    return [int(value) for value in dict.fromkeys((primary, *more)) if value.isdecimal()]


def _attributes(form: Form) -> dict[str, str]:
    pairs = [(*_COLON.split(line, maxsplit=1), "")[:2] for line in form.lines("attributes", limit=8000)]
    if not all(name.strip() and value.strip() for name, value in pairs):
        form.complain("attributes", NOT_A_FACT)
    return {name.strip(): value.strip() for name, value in pairs}


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas of any keyboard."""
    return tuple(word.strip() for word in _COMMAS.split(text) if word.strip())


# --------------------------------------------------------------------------------------------------------- options


def stored_options(edit: EditView) -> Form:
    fields: dict[str, str] = {}
    for n, (name, values) in enumerate(edit.options):
        fields |= {f"option_{n}": name, f"values_{n}": ", ".join(values)}
    return Form.stored(**fields)


def options(form: Form, most: int) -> Options:
    """Names and their values; rows without a name are none."""
    rows = [(form.text(f"option_{n}", limit=80), form.body(f"values_{n}", limit=4000)) for n in range(most)]
    return [(name, tuple(value[:120] for value in listed(values))) for name, values in rows if name]


# ------------------------------------------------------------------------------------------------------ a new one


def blank() -> Form:
    return Form.stored(stock="", publish=True)


def new_product(form: Form, shop: ShopView, categories: dict[str, tuple[str, ...]]) -> ProductRow:
    """A product with one variant; options come later, on its own page."""
    name = form.text("name", limit=300, required=True)
    price, stock = form.money("price", shop.currency), form.maybe_whole("stock", high=10**6)
    if not payable(shop, Money(price, shop.currency)):
        form.complain("price", TooMuchForCards.message, most=most_by_card(shop.currency))
    path = new_path(form) or categories.get(form.choice("category", {"", *categories}), ())
    variant = VariantRow(
        key="-", values=(), price=Money(price, shop.currency), sku=form.text("sku", limit=100), stock=stock,
        policy="untracked" if stock is None else "deny",
    )  # fmt: skip
    return ProductRow(
        key=_key(name),
        names={shop.locale: name},
        descriptions={shop.locale: form.body("description", limit=20_000)},
        variants=(variant,),
        status="active" if form.flag("publish") else "draft",
        categories=(path,) if path else (),
    )


def new_path(form: Form) -> tuple[str, ...]:
    """ "Tea / Green tea" from the top down."""
    return tuple(part.strip() for part in form.text("new_category", limit=300).split("/") if part.strip())


def _key(name: str) -> str:
    """Stands for the product for ever, in files too."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    return f"{words or 'product'}-{secrets.token_hex(3)}"
