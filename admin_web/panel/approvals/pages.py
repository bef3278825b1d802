"""What colleagues ask to be allowed, and the two answers to it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.approvals import actions, queries
from domain.kit.actor import Permission
from domain.kit.i18n import Translator

HERE = "/admin/approvals"
ASKERS = (Permission.APPROVE, Permission.REFUND, Permission.GIVE_CREDIT)


def kinds(t: Translator) -> dict[str, str]:
    return {
        "refund": t("panel", "Refund"),
        "credit": t("panel", "Credit"),
        "cancel": t("panel", "Cancel and refund"),
        "edit": t("panel", "Change the order and refund"),
    }


def statuses(t: Translator) -> dict[str, str]:
    return {
        "waiting": t("panel", "waits for a colleague"),
        "approved": t("panel", "agreed"),
        "declined": t("panel", "declined"),
        "withdrawn": t("panel", "withdrawn"),
    }


def words(t: Translator) -> dict[str, Any]:
    """What a request is called, for whichever page draws one."""
    return {"approval_kinds": kinds(t), "approval_words": statuses(t)}


async def show(visit: Visit) -> web.StreamResponse:
    return visit.page(
        "approvals/list.html", waiting=await queries.waiting(visit.by), decided=await queries.decided(visit.by),
        **words(visit.t),
    )  # fmt: skip


async def approve(visit: Visit) -> web.StreamResponse:
    await actions.approve(visit.by, visit.number("id"), visit.field("note"))
    return visit.goes(visit.back(HERE), visit.t("panel", "Agreed, and done."))


async def decline(visit: Visit) -> web.StreamResponse:
    await actions.decline(visit.by, visit.number("id"), visit.field("note"))
    return visit.goes(visit.back(HERE), visit.t("panel", "Declined. Nothing was given."))


async def withdraw(visit: Visit) -> web.StreamResponse:
    await actions.withdraw(visit.by, visit.number("id"))
    return visit.goes(visit.back(HERE), visit.t("panel", "You ask for it no more."))


PAGES = (
    get("/approvals", show, *ASKERS),
    post("/approvals/{id}/approve", approve, Permission.APPROVE, fresh=True),
    post("/approvals/{id}/decline", decline, Permission.APPROVE),
    post("/approvals/{id}/withdraw", withdraw, *ASKERS),
)
