"""The one table of the panel's pages: method, path, who may come, what answers. Checks come before the page runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from multidict import MultiDict, MultiDictProxy

from admin_web.auth import (
    HEADERS,
    HOME,
    LIVE_HEADER,
    FromElsewhere,
    Posted,
    Settings,
    check_csrf,
    check_origin,
    signed_in,
)
from admin_web.proof import owed
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import N_, NotAllowed, NotFound, ShopError
from domain.kit.i18n import available_locales, best_locale
from domain.shop.queries import shop_by_id
from domain.staff.views import Signed


class TooHeavy(ShopError):
    message = N_("That is more than 8 MB at once. Send fewer or smaller pictures.")
    status = 413


class FileTooHeavy(TooHeavy):
    message = N_("That file is larger than 50 MB. Send a smaller one.")


TO_GET_SECOND = frozenset({"/admin/me/second", "/admin/me/second/on", "/admin/logout"})
LONGEST_LOGIN = 16 * 1024
LARGEST_FILE = 50 * 1024 * 1024
Answer = Awaitable[web.StreamResponse]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Page:
    """A page for people who are logged in; any of `needs` opens it, none means everybody who works here.

    `heavy` forms may carry one file of 50 MB; `fresh` ones need a code or password shown within ten minutes.
    """

    method: str
    path: str
    answer: Callable[[Visit], Answer]
    needs: tuple[Permission, ...] = ()
    heavy: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """A page for people who are not logged in."""

    method: str
    path: str
    answer: Callable[[web.Request, Settings], Answer]


def get(path: str, answer: Callable[[Visit], Answer], *needs: Permission) -> Page:
    return Page("GET", f"/admin{path}", answer, needs)


def post(path: str, answer: Callable[[Visit], Answer], *needs: Permission, fresh: bool = False) -> Page:
    return Page("POST", f"/admin{path}", answer, needs, fresh=fresh)


def post_file(path: str, answer: Callable[[Visit], Answer], *needs: Permission) -> Page:
    """A form with one large file."""
    return Page("POST", f"/admin{path}", answer, needs, heavy=True)


def add_routes(app: web.Application, settings: Settings, pages: Sequence[Page | Door]) -> None:
    for page in pages:
        handler = _page(page, settings) if isinstance(page, Page) else _door(page, settings)
        app.router.add_route(page.method, page.path, handler)


def _door(door: Door, settings: Settings) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        if request.method == "POST":
            check_origin(request, settings)
            request = request.clone(client_max_size=LONGEST_LOGIN)  # nobody is known yet: a name, a password, no files
        return headed(await door.answer(request, settings))

    return handler


def _page(page: Page, settings: Settings) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        signed = await signed_in(request, settings, by_itself=_by_itself(request))
        if signed is None:
            return headed(to_login(request))
        return headed(await _answered(page, request, settings, signed))

    return handler


def lacks_second(visit: Visit) -> bool:
    """Whether the shop wants a second factor from everybody and this person has none yet."""
    return visit.shop.settings.second_factor_for_all and not visit.signed.has_second


def _by_itself(request: web.Request) -> bool:
    return LIVE_HEADER in request.headers or request.headers.get("Accept") == "text/event-stream"


async def _answered(page: Page, request: web.Request, settings: Settings, signed: Signed) -> web.StreamResponse:
    visit = await open_visit(request, settings, signed)
    try:
        if page.needs and not visit.by.permissions & set(page.needs):
            raise NotAllowed()
        if request.method == "POST":
            visit = await _with_form(visit, heavy=page.heavy)
        if lacks_second(visit) and page.path not in TO_GET_SECOND:
            return visit.goes("/admin/me/second", visit.t("panel", "This shop wants the second step first."), "alert")
        asked = await owed(visit) if page.fresh else None
        return asked or await page.answer(visit)
    except ShopError as refusal:
        return _refused(visit, refusal)


async def open_visit(request: web.Request, settings: Settings, signed: Signed) -> Visit:
    shop = await shop_by_id(signed.by.shop_id)
    locale = best_locale(signed.staff.locale, available_locales(), "en")
    t = shop.speaking(locale)
    return Visit(request, settings, signed, shop, t, MultiDictProxy(MultiDict()))


async def _with_form(visit: Visit, *, heavy: bool) -> Visit:
    """The visit with its fields, once they are known to come from a page of this session."""
    check_origin(visit.request, visit.settings)
    request = visit.request.clone(client_max_size=LARGEST_FILE + LONGEST_LOGIN) if heavy else visit.request
    try:
        data: Posted = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise (FileTooHeavy if heavy else TooHeavy)() from None
    check_csrf(visit.request, data, visit.signed)
    return Visit(visit.request, visit.settings, visit.signed, visit.shop, visit.t, data)


def _refused(visit: Visit, refusal: ShopError) -> web.Response:
    """A refusal no page took care of: what is lacking or forbidden is said here, the rest on the page it came from."""
    if isinstance(refusal, (NotAllowed, FromElsewhere)):
        log.warning("refused", path=visit.request.path, staff=visit.by.id, why=type(refusal).__name__)
    said_here = isinstance(refusal, (NotAllowed, NotFound, FromElsewhere)) or visit.request.method != "POST"
    if visit.is_fragment:
        return visit.part("refused.html", status=refusal.status, sentence=visit.t.refusal(refusal))
    if said_here or not visit.field("back"):
        return visit.page("error.html", status=refusal.status, sentence=visit.t.refusal(refusal))
    return visit.refused(refusal, visit.back(HOME))


def to_login(request: web.Request) -> web.Response:
    """Log in first, then come back to this page (if it is one that can be come back to)."""
    wanted = request.path_qs if request.method == "GET" else HOME
    where = "/admin/login" if wanted == HOME else f"/admin/login?next={quote(wanted, safe='')}"
    if request.headers.get("HX-Request") == "true":
        return web.Response(status=401, headers={"HX-Redirect": "/admin/login"})
    return web.Response(status=303, headers={"Location": where})


def headed(response: web.StreamResponse) -> web.StreamResponse:
    if not response.prepared:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response
