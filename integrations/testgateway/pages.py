"""What people see of the gateway: the page where a customer pays, and the desk of its owner."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.kit.errors import N_
from domain.kit.i18n import Translator, available_locales, best_locale
from domain.kit.money import Money
from integrations.testgateway.books import Books, Refused, Row
from integrations.testgateway.post import Post
from integrations.testgateway.switches import REASONS, Switches, UnknownSwitch

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"
ROOT = "/test-gateway"
CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {back}; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SHOWN = 50
GONE = N_("There is no such page.")


class Pages:
    """Every page says that it is a test."""

    def __init__(self, books: Books, post: Post) -> None:
        self.books = books
        self.post = post
        self.jinja = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        self.jinja.globals["version"] = sha256((STATIC_DIR / "gateway.css").read_bytes()).hexdigest()[:10]

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.static(f"{ROOT}/static", STATIC_DIR),
            web.get(f"{ROOT}/pay/{{token}}", self.show),
            web.post(f"{ROOT}/pay/{{token}}", self.decide),
            web.get(f"{ROOT}/desk/{{desk}}", self.desk),
            web.post(f"{ROOT}/desk/{{desk}}/switches", self.set_switches),
            web.post(f"{ROOT}/desk/{{desk}}/refund", self.give_back),
            web.post(f"{ROOT}/desk/{{desk}}/send", self.send_again),
        ]

    # ------------------------------------------------------------------------------------------------------- paying

    async def show(self, request: web.Request) -> web.Response:
        try:
            payment = self.books.payment(token=request.match_info["token"])
        except Refused:
            return self._gone(request)
        account = self.books.account(slug=payment["account"])
        _, _, reference, locale, back, _ = json.loads(payment["body"])
        t = _translator(locale, request)
        return self._page("pay.html", t, back=back, payment=payment, shop=account["name"], reference=reference,
            amount=Money(payment["amount"], payment["currency"]), switches=self.books.switches(account["slug"]),
            reasons=reasons(t),
        )  # fmt: skip

    async def decide(self, request: web.Request) -> web.StreamResponse:
        """Approved or declined: the webhook goes out, the customer goes back to the shop."""
        try:
            payment = self.books.payment(token=request.match_info["token"])
            fields = await request.post()
            switches = _read(fields, self.books.switches(payment["account"]))
        except (Refused, UnknownSwitch):
            return self._gone(request)
        act = self.books.approve if fields.get("do") == "approve" else self.books.decline
        act(payment["token"], switches)
        if switches.lose:
            self.books.set_switches(payment["account"], self._kept(payment, switches))
        back = json.loads(payment["body"])[4]
        raise web.HTTPSeeOther(back or f"{ROOT}/pay/{payment['token']}")

    def _kept(self, payment: Row, switches: Switches) -> Switches:
        """Lost answers are a mood of the whole account; the rest was for this payment alone."""
        return self.books.switches(payment["account"]).changed({"lose": switches.lose})

    # --------------------------------------------------------------------------------------------------------- desk

    async def desk(self, request: web.Request) -> web.Response:
        account = self._owner(request)
        if account is None:
            return self._gone(request)
        t, slug = _translator("", request), account["slug"]
        charges = self.books.all(
            "SELECT c.*, p.body, (SELECT COALESCE(SUM(r.amount), 0) FROM refund r WHERE r.charge = c.id) AS back"
            " FROM charge c JOIN payment p ON p.id = c.payment WHERE c.account = ? ORDER BY c.at DESC LIMIT ?",
            slug, SHOWN,
        )  # fmt: skip
        events = self.books.all("SELECT * FROM event WHERE account = ? ORDER BY n DESC LIMIT ?", slug, SHOWN)
        return self._page("desk.html", t, account=account, switches=self.books.switches(slug), reasons=reasons(t),
            charges=[_listed(charge) for charge in charges],
            events=[event | {"when": _moment(event["at"])} for event in events],
        )  # fmt: skip

    async def set_switches(self, request: web.Request) -> web.StreamResponse:
        account = self._owner(request)
        if account is None:
            return self._gone(request)
        try:
            self.books.set_switches(account["slug"], _read(await request.post(), Switches()))
        except UnknownSwitch:
            return self._gone(request)
        raise web.HTTPSeeOther(f"{ROOT}/desk/{account['desk']}")

    async def give_back(self, request: web.Request) -> web.StreamResponse:
        """The owner refunds without asking the shop."""
        account = self._owner(request)
        if account is None:
            return self._gone(request)
        charge = str((await request.post()).get("charge", ""))
        row = self.books.one("SELECT * FROM charge WHERE id = ? AND account = ?", charge, account["slug"])
        if row:
            left = row["amount"] - sum(refund["amount"] for refund in self.books.refunds_of(charge))
            if left > 0:
                self.books.refund(account["slug"], charge, left, None)
        raise web.HTTPSeeOther(f"{ROOT}/desk/{account['desk']}")

    async def send_again(self, request: web.Request) -> web.StreamResponse:
        """One event once more, as it was: also one that was dropped."""
        account = self._owner(request)
        if account is None:
            return self._gone(request)
        event = str((await request.post()).get("event", ""))
        with self.books.writing() as db:
            values = (event, account["slug"])
            db.execute("UPDATE event SET state = 'waiting', due = 0 WHERE id = ? AND account = ?", values)
        await self.post.round()
        raise web.HTTPSeeOther(f"{ROOT}/desk/{account['desk']}")

    def _owner(self, request: web.Request) -> Row | None:
        return self.books.one("SELECT * FROM account WHERE desk = ?", request.match_info["desk"])

    # ------------------------------------------------------------------------------------------------------ drawing

    def _page(self, template: str, t: Translator, *, back: str = "", **more: Any) -> web.Response:
        text = self.jinja.get_template(template).render(t=t, back=back, **more)
        response = web.Response(text=text, content_type="text/html", charset="utf-8")
        response.headers["Content-Security-Policy"] = CSP.format(back=_origin(back))
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _gone(self, request: web.Request) -> web.Response:
        t = _translator("", request)
        response = self._page("gone.html", t, said=t.sentence(GONE))
        response.set_status(404)
        return response


def _read(fields: Any, switches: Switches) -> Switches:
    """The switches as a form sets them; a box that is not ticked is off. Raises `UnknownSwitch`."""
    boxes = {name: name in fields for name in ("twice", "drop", "backwards", "double", "refuse")}
    numbers = {name: _number(fields.get(name, "")) for name in ("delay", "lose")}
    return switches.changed({**boxes, **numbers, "decline": str(fields.get("decline") or switches.decline)})


def _number(text: Any) -> int:
    word = str(text).strip() or "0"
    if not (word.isascii() and word.isdecimal() and len(word) < 7):
        raise UnknownSwitch(word[:20])
    return int(word)


def reasons(t: Translator) -> dict[str, str]:
    """Why a bank says no, in its own words."""
    words = (
        t("gateway", "Not enough money"),
        t("gateway", "Declined without a reason"),
        t("gateway", "The card has expired"),
        t("gateway", "Above the card's limit"),
        t("gateway", "Suspected fraud"),
    )
    return dict(zip(REASONS, words, strict=True))


def _translator(locale: str, request: web.Request) -> Translator:
    """The language the shop spoke, else the first of the browser's that we have."""
    wanted = locale or request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].strip()
    return Translator(best_locale(wanted, available_locales(), "en"))


def _listed(charge: Row) -> Row:
    currency, reference = charge["currency"], json.loads(charge["body"])[2]
    left = charge["amount"] - charge["back"]
    return charge | {
        "reference": reference,
        "when": _moment(charge["at"]),
        "sum": Money(charge["amount"], currency),
        "gone": Money(charge["back"], currency),
        "left": Money(left, currency),
    }


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _origin(address: str) -> str:
    """Where a form's answer may lead besides here: browsers hold redirects to it too."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
