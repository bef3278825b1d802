"""The price list for Yandex and those who read its format: YML."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from admin_web.feeds.goods import Goods, element, escaped, goods
from domain.imports.standing_paths import Path, paths_of
from domain.kit.actor import system
from domain.kit.clock import now
from domain.shop.views import ShopView

OTHERS = 2_000_000_000  # the category of what stands in none; Yandex wants one for everything


async def yandex(shop: ShopView, base: str) -> AsyncIterator[str]:
    """The feed, in parts."""
    paths = await paths_of(system(shop.id))
    numbers = {path: number for number, path in sorted(paths.items(), reverse=True)}
    yield _head(shop, base, numbers)
    async for part in goods(shop, base):
        yield "".join(_offer(one, numbers) for one in part)
    yield "</offers></shop></yml_catalog>\n"


def _head(shop: ShopView, base: str, numbers: Mapping[Path, int]) -> str:
    at = now().astimezone(shop.zone).strftime("%Y-%m-%dT%H:%M%z")
    categories = "".join(_category(path, number, numbers) for path, number in sorted(numbers.items()))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="{at}"><shop>\n'
        f"{element('name', shop.name)}{element('company', shop.seller or shop.name)}"
        f"{element('url', f'{base}/chat/{shop.slug}')}\n"
        f'<currencies><currency id="{shop.currency}" rate="1"/></currencies>\n'
        f'<categories>{categories}<category id="{OTHERS}">{escaped(shop.name)}</category></categories>\n<offers>\n'
    )


def _category(path: Path, number: int, numbers: Mapping[Path, int]) -> str:
    above = numbers.get(path[:-1])
    parent = f' parentId="{above}"' if above else ""
    return f'<category id="{number}"{parent}>{escaped(path[-1])}</category>\n'


def _offer(one: Goods, numbers: Mapping[Path, int]) -> str:
    group = f' group_id="{one.group[1:]}"' if one.group else ""
    here = numbers.get(one.row.categories[0], OTHERS) if one.row.categories else OTHERS
    now_at, before = (one.sale, one.price) if one.sale else (one.price, None)
    facts = [
        ("url", one.link),
        ("price", str(now_at.decimal)),
        ("oldprice", str(before.decimal) if before else ""),
        ("currencyId", one.price.currency),
        ("categoryId", str(here)),
        *(("picture", picture) for picture in one.pictures),
        ("name", one.title),
        ("vendor", one.row.brand),
        ("vendorCode", one.variant.sku),
        ("description", one.description[:3000]),
        ("barcode", one.variant.gtin),
        ("weight", _kilograms(one.variant.weight_g)),
        ("count", "" if one.free is None else str(one.free)),
    ]
    params = "".join(_param(name, text) for name, text in (one.row.attributes | one.chosen).items())
    body = "".join(element(name, text) for name, text in facts)
    there = "true" if one.is_there else "false"
    return f'<offer id="{one.id}"{group} available="{there}">{body}{params}</offer>\n'


def _param(name: str, text: str) -> str:
    return f'<param name="{escaped(name)}">{escaped(text)}</param>'


def _kilograms(grams: int) -> str:
    return f"{grams // 1000}.{grams % 1000:03}" if grams else ""
