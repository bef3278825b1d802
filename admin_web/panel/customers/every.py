"""One act on all customers that fit: said in numbers first, then done, while the numbers are those that were read."""

from __future__ import annotations

from aiohttp import web

from admin_web.panel.customers import words
from admin_web.visit import Visit
from domain.customers import desk
from domain.customers.every import Everybody, block_every, fitting, tag_every
from domain.customers.narrowing import PeopleFilters
from domain.kit.errors import N_, ShopError

HERE = "/admin/customers"
ACTS = ("tag", "untag", "block", "unblock")
MOVED = N_("The list has changed since: look at the numbers again.")
NO_TAG = N_("Write the tag.")


async def act(visit: Visit, filters: PeopleFilters) -> web.StreamResponse:
    """First the page that says what it would do."""
    what, tag, back = visit.field("do"), desk.tidy_tag(visit.field("tag")), visit.back(HERE)
    all_ = await fitting(visit.by, filters)
    if what not in ACTS or not all_.count:
        return visit.goes(back, visit.t("panel", "Nothing was chosen."), "alert")
    if what in ("tag", "untag") and not tag:
        return visit.goes(back, visit.t.sentence(NO_TAG), "alert")
    if visit.field("count") != all_.mark:
        return _ask(visit, what, tag, all_)
    try:
        done = await _carry_out(visit, filters, what, tag)
    except ShopError as refusal:
        return visit.goes(back, sentence(visit, refusal), "alert")
    return visit.goes(back, words.changed(what, done, visit.t))


def _ask(visit: Visit, what: str, tag: str, all_: Everybody) -> web.Response:
    """Asked anew when somebody has come or gone since it was asked."""
    moved = visit.t.sentence(MOVED) if visit.field("count") else ""
    return visit.page(
        "customers/every.html", do=what, tag=tag, count=all_.count, mark=all_.mark, back=visit.back(HERE),
        moved=moved, effect=words.effect(what, tag, all_.count, visit.t),
    )  # fmt: skip


async def _carry_out(visit: Visit, filters: PeopleFilters, what: str, tag: str) -> int:
    if what in ("tag", "untag"):
        return await tag_every(visit.by, filters, tag, on=what == "tag")
    return await block_every(visit.by, filters, on=what == "block")


def sentence(visit: Visit, refusal: ShopError) -> str:
    """A refusal in one sentence, that of its field where it has one."""
    fields = getattr(refusal, "fields", {})
    told = (visit.t.sentence(text, **refusal.values) for text in fields.values())
    return next(told, "") or visit.t.refusal(refusal)
