"""One request of somebody who is logged in: what a page is given, and the ways it can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from admin_web import flash
from admin_web.auth import Posted, Settings, safe_next
from admin_web.columns import Look, look
from admin_web.nav import menu
from admin_web.render import render
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotFound, ShopError
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.shop.views import ShopView
from domain.shop.words import Words, words_at
from domain.staff.saved_views import views_of
from domain.staff.views import SavedViewRow, Signed


@dataclass(frozen=True)
class Visit:
    """`data` are the fields of a posted form, empty otherwise."""

    request: web.Request
    settings: Settings
    signed: Signed
    shop: ShopView
    t: Translator
    data: Posted

    @property
    def by(self) -> Actor:
        return self.signed.by

    @property
    def base_url(self) -> str:
        """Where this installation is reached; what the browser used when the port was left to the system."""
        said = self.settings.base_url
        return f"{self.request.scheme}://{self.request.host}" if said.endswith(":0") else said

    @property
    def is_fragment(self) -> bool:
        """Whether a script asks for a part of the page."""
        return self.request.headers.get("HX-Request") == "true"

    async def words(self) -> Words:
        """The merchant's short words as the reader of the page says them."""
        return await words_at(self.by, self.shop.version, self.t.locale, self.shop.locale)

    def can(self, permission: Permission) -> bool:
        return permission in self.by.permissions

    def number(self, name: str) -> int:
        """A number of the path. Raises `NotFound` for what can be no id of ours."""
        text = self.request.match_info[name]
        if not text.isdecimal() or len(text) > 18:
            raise NotFound()
        return int(text)

    def asked(self, name: str, default: str = "") -> str:
        """A word of the address's query, short and without line breaks."""
        return " ".join(self.request.query.get(name, default).replace("\x00", "").split())[:200]

    @property
    def page_number(self) -> int:
        text = self.asked("page", "1")
        return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1

    def address(self, **changes: object) -> str:
        """This page's own address with other words in its query; empty ones are left out."""
        words = {**dict(self.request.query), **{k: str(v) for k, v in changes.items()}}
        if "page" not in changes:
            words.pop("page", None)
        return f"{self.request.path}?{urlencode({k: v for k, v in words.items() if v})}".removesuffix("?")

    def field(self, name: str) -> str:
        """One posted field as text."""
        value = self.data.get(name, "")
        return value.replace("\x00", "") if isinstance(value, str) else ""

    def look(self, name: str) -> Look:
        """How this browser wants a list drawn."""
        return look(self.request, name)

    def draw(self, template: str, **context: Any) -> str:
        """A template with what every page knows."""
        return render(
            template, t=self.t, me=self.signed.staff, shop=self.shop, csrf=self.signed.csrf, can=self.can,
            P=Permission, menu=menu(self.by), path=self.request.path, address=self.address, look=self.look,
            query=self.request.query, base_url=self.base_url,
            money=lambda minor: Money(minor, self.shop.currency), **context,
        )  # fmt: skip

    def part(self, template: str, *, status: int = 200, **context: Any) -> web.Response:
        """A piece of a page, for a script to put in place."""
        return web.Response(text=self.draw(template, **context), status=status, content_type="text/html")

    def page(self, template: str, *, status: int = 200, **context: Any) -> web.Response:
        """A whole page, with the sentence the last one left."""
        said = flash.take(self.request, self.settings.secret)
        response = self.part(template, status=status, flash=said, **context)
        if said:
            flash.clear(response)
        return response

    def goes(self, path: str, text: str = "", kind: flash.Kind = "done") -> web.Response:
        """Send the browser on (so that a reload repeats nothing), with a sentence to show there."""
        response = web.Response(status=303, headers={"Location": path})
        if text:
            flash.put(response, self.settings.secret, flash.Flash(kind, text), secure=self.settings.is_https)
        return response

    async def views(self) -> tuple[SavedViewRow, ...]:
        """The kept views of this list."""
        return await views_of(self.by, self.request.path)

    def refused(self, refusal: ShopError, path: str) -> web.Response:
        """Back to `path`, which shows how things stand, with the refusal on top."""
        return self.goes(path, self.t.refusal(refusal), "alert")

    def back(self, default: str) -> str:
        """The page of the panel the form says it stood on."""
        path = self.field("back")
        return safe_next(path) if path else default
