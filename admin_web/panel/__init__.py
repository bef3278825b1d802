"""The merchant's panel: every page of it, in one list."""

from __future__ import annotations

from aiohttp import web

from admin_web.auth import Settings
from admin_web.live import LIVE, Live
from admin_web.panel import columns, install
from admin_web.panel.analytics import pages as figures
from admin_web.panel.analytics import returned, synonyms, traffic
from admin_web.panel.approvals import pages as approvals
from admin_web.panel.audit import pages as audit
from admin_web.panel.catalog import every as catalog
from admin_web.panel.customers import merging, privacy
from admin_web.panel.customers import one as customer
from admin_web.panel.customers import pages as customers
from admin_web.panel.delivery import pages as delivery
from admin_web.panel.digital import pages as digital
from admin_web.panel.drafts import pages as drafts
from admin_web.panel.exports import pages as exports
from admin_web.panel.find import pages as find
from admin_web.panel.imports import pages as imports
from admin_web.panel.links import pages as links
from admin_web.panel.live import stream
from admin_web.panel.orders import edit, notes, one
from admin_web.panel.orders import pages as orders
from admin_web.panel.papers import pages as papers
from admin_web.panel.payments import pages as payments
from admin_web.panel.promotions import pages as promotions
from admin_web.panel.reports import pages as reports
from admin_web.panel.returns import pages as returns
from admin_web.panel.shop import money, texts
from admin_web.panel.shop import pages as shop
from admin_web.panel.staff import account, doors, people, roles, second
from admin_web.panel.tax import pages as tax
from admin_web.panel.telegram import pages as telegram
from admin_web.panel.telegram.door import BOT_DOOR, BotDoor
from admin_web.panel.work import pages as work
from admin_web.render import environment
from admin_web.routing import Door, Page, add_routes, get, headed
from admin_web.visit import Visit
from domain.kit.errors import NotFound


async def _nowhere(_visit: Visit) -> web.StreamResponse:
    raise NotFound()


PAGES: tuple[Page | Door, ...] = (
    *doors.DOORS,
    *install.DOORS,
    *account.PAGES,
    *second.PAGES,
    *reports.PAGES,
    *find.PAGES,
    *columns.PAGES,
    *orders.PAGES,
    *edit.PAGES,
    *notes.PAGES,
    *one.PAGES,
    *returns.PAGES,
    *drafts.PAGES,
    *people.PAGES,
    *roles.PAGES,
    *exports.PAGES,
    *catalog.PAGES,
    *customers.PAGES,
    *merging.PAGES,
    *privacy.PAGES,
    *customer.PAGES,
    *digital.PAGES,
    *imports.PAGES,
    *links.PAGES,
    *figures.PAGES,
    *traffic.PAGES,
    *returned.PAGES,
    *synonyms.PAGES,
    *shop.PAGES,
    *money.PAGES,
    *payments.PAGES,
    *texts.PAGES,
    *delivery.PAGES,
    *tax.PAGES,
    *papers.PAGES,
    *promotions.PAGES,
    *telegram.PAGES,
    *approvals.PAGES,
    *audit.PAGES,
    *work.PAGES,
    get("/events", stream),
    get("/{nowhere:.*}", _nowhere),
)


def setup(app: web.Application, settings: Settings, live: Live | None = None, door: BotDoor | None = None) -> Live:
    """Add the panel under /admin and return its live hub: `live.tell(shop_id, "order.placed", {…})`.

    `door` is the way to Telegram, for connecting bots.
    """
    app[LIVE] = live or Live()
    if door:
        app[BOT_DOOR] = door
    app.on_shutdown.append(app[LIVE].close)
    environment()
    add_routes(app, settings, PAGES)
    app.router.add_get("/admin", _home)
    return app[LIVE]


async def _home(_request: web.Request) -> web.StreamResponse:
    return headed(web.Response(status=308, headers={"Location": "/admin/"}))
