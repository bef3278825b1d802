"""Links into the shop, with a word for where they hang, to copy or to print as QR codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiohttp import web

from admin_web.qr import MIME, Kind, drawn
from admin_web.routing import get
from admin_web.visit import Visit
from domain.catalog.queries import product
from domain.kit.actor import Permission
from domain.kit.errors import NotFound
from domain.shop.views import ShopView
from handlers.home.links import Link, payload_of, telegram_link

SOURCE = re.compile(r"[0-9a-z]{0,6}")
WHERE = ("telegram", "web")


@dataclass(frozen=True, slots=True)
class Way:
    """One link: which messenger it opens, and the address of its pictures."""

    where: str
    link: str
    picture: str


def ways(shop: ShopView, base_url: str, product_id: int = 0, source: str = "") -> tuple[Way, ...]:
    """Every way into the shop, or to one of its products."""
    payload = payload_of(Link("product" if product_id else "home", product_id, source=source))
    links = {"telegram": telegram_link(shop, payload), "web": f"{base_url}/chat/{shop.slug}?start={payload}"}
    query = f"product={product_id or ''}&source={source}"
    return tuple(Way(where, link, f"/admin/links/{where}/{{}}?{query}") for where, link in links.items() if link)


async def show(visit: Visit) -> web.StreamResponse:
    """The links of the shop, or of the product that is asked for."""
    product_id, name = await _product(visit)
    source = visit.asked("source").lower()
    good = bool(SOURCE.fullmatch(source))
    return visit.page(
        "links/links.html", status=200 if good else 422, product_id=product_id, name=name, source=source, good=good,
        ways=ways(visit.shop, visit.base_url, product_id, source if good else ""),
    )  # fmt: skip


async def picture(visit: Visit) -> web.StreamResponse:
    """The code itself, to look at or, with `save`, to keep."""
    product_id, _ = await _product(visit)
    source, where, kind = visit.asked("source"), visit.request.match_info["where"], _kind(visit)
    known = {way.where: way.link for way in ways(visit.shop, visit.base_url, product_id, source_of(source))}
    if where not in known:
        raise NotFound()
    response = web.Response(body=drawn(known[where], kind), content_type=MIME[kind])
    response.headers["Cache-Control"] = "private, max-age=3600"
    if visit.asked("save"):
        name = "-".join(filter(None, (visit.shop.slug, where, f"p{product_id}" if product_id else "", source)))
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _kind(visit: Visit) -> Kind:
    asked = visit.request.match_info["kind"]
    found = next((kind for kind in MIME if kind == asked), None)
    if found is None:
        raise NotFound()
    return found


def source_of(text: str) -> str:
    """Raises `NotFound` for what no link can say."""
    if not SOURCE.fullmatch(text):
        raise NotFound()
    return text


async def _product(visit: Visit) -> tuple[int, str]:
    """The product that is asked for and its name, 0 for the shop itself. Raises `NotFound`."""
    text = visit.asked("product")
    if not text:
        return 0, ""
    if not text.isdecimal() or len(text) > 10:
        raise NotFound()
    return int(text), (await product(visit.by, int(text), locale=visit.t.locale)).name


PAGES = (
    get("/links", show, Permission.EDIT_CATALOG, Permission.EDIT_SETTINGS),
    get("/links/{where}/{kind}", picture, Permission.EDIT_CATALOG, Permission.EDIT_SETTINGS),
)
