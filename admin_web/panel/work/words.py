"""What the panel calls pieces of work and what comes by the clock."""

from __future__ import annotations

from domain.kit.i18n import Translator

Words = dict[str, str]


def states(t: Translator) -> Words:
    return {
        "dead": t("panel", "Given up on"),
        "late": t("panel", "Late"),
        "running": t("panel", "Running"),
        "retried": t("panel", "Tried again soon"),
        "waiting": t("panel", "Waiting"),
        "planned": t("panel", "Planned"),
    }


def topics(t: Translator) -> Words:
    return {**_orders(t), **_returns(t), **_money(t), **_goods(t), **_people(t)}


def _orders(t: Translator) -> Words:
    moved = t("panel", "Tell the customer how the order stands")
    asked = t("panel", "Tell the shop's people what they are asked")
    known = "attention expired paid placed edited packing ready shipped delivered cancelled".split()
    return {
        **{f"order.{step}": moved for step in known},
        "order.attention": t("panel", "Tell the shop that an order needs it"),
        "order.cancel_requested": t("panel", "Tell the shop that a customer wants to cancel"),
        "order.cancel_denied": t("panel", "Tell the customer that the order stands"),
        "order.pay_soon": t("panel", "Remind the customer to pay"),
        "order.refunded": t("panel", "Tell the customer about a refund"),
        "digital.deliver": t("panel", "Hand over digital goods"),
        "digital.again": t("panel", "Hand over digital goods once more"),
        "staff.card": t("panel", "Show an order to the shop's people"),
        "staff.trouble": t("panel", "Tell the shop's people about a trouble"),
        **dict.fromkeys(("staff.return", "staff.request", "approval.asked", "approval.decided"), asked),
    }


def _returns(t: Translator) -> Words:
    told = t("panel", "Tell the customer how a return stands")
    known = ("requested", "cancelled", "approved", "rejected", "received", "closed")
    offer = t("panel", "Tell the customer about an order made for them")
    offers = dict.fromkeys(("draft.sent", "draft.changed", "draft.declined"), offer)
    photo = {"return.photo": t("panel", "Fetch a photo of a return")}
    return {**offers, **{f"return.{step}": told for step in known}, **photo}


def _money(t: Translator) -> Words:
    return {
        "refund.send": t("panel", "Ask the payment provider for a refund"),
        "payment.close": t("panel", "Close a payment at its provider"),
        "payment.failed": t("panel", "Tell the customer that a payment failed"),
        "wallet.credited": t("panel", "Tell the customer about credit"),
        "paper.issue": t("panel", "Issue an invoice or a receipt"),
        "paper.credit": t("panel", "Issue a credit note"),
    }


def _goods(t: Translator) -> Words:
    asked = t("panel", "Tell who asked for something")
    index = t("panel", "Bring the search up to date")
    post = t("panel", "Bring a post up to date")
    return {
        **dict.fromkeys(("words.asked", "words.indexed"), asked),
        **dict.fromkeys(("product.changed", "category.changed", "words.changed"), index),
        **dict.fromkeys(("post.changed", "card.ended"), post),
        "post.new": t("panel", "Post a product into the channel"),
        "import.step": t("panel", "Go on with an import"),
        "stock.low": t("panel", "Tell the panel that an item runs low"),
        "stock.back": t("panel", "Tell who waits for an item"),
        "price.dropped": t("panel", "Tell who waits for a lower price"),
        "alert.due": t("panel", "Tell who waits for news"),
    }


def _people(t: Translator) -> Words:
    return {
        "customer.joined": t("panel", "Tell a customer that two messengers are connected"),
        "customer.erased": t("panel", "Note an erasure outside the database"),
        "shop.opening": t("panel", "Tell who waits for the shop to open"),
    }


def sweeps(t: Translator) -> Words:
    return {**_often(t), **_nightly(t)}


def _often(t: Translator) -> Words:
    return {
        "payments": t("panel", "Ask about payments that wait"),
        "expired orders": t("panel", "End orders that nobody paid"),
        "expired drafts": t("panel", "End offers nobody accepted"),
        "posts": t("panel", "Follow posts in channels"),
        "figures": t("panel", "Count the figures of the days"),
        "customers": t("panel", "Count what customers have ordered"),
        "books": t("panel", "Compare the books of payment providers"),
    }


def _nightly(t: Translator) -> Words:
    return {
        "night.handled": t("panel", "Forget which messages were handled"),
        "night.keys of callers": t("panel", "Forget old keys of callers"),
        "night.outbox": t("panel", "Forget work that is done"),
        "night.chats": t("panel", "Forget chats of strangers"),
        "night.carts": t("panel", "Forget carts nobody came back to"),
        "night.quotes": t("panel", "Forget old quotes"),
        "night.shared carts": t("panel", "Forget carts that were shared"),
        "night.lists": t("panel", "Forget old lists of goods"),
        "night.alerts": t("panel", "Forget alerts that have been told"),
        "night.files for buyers": t("panel", "Remove files nobody can get any more"),
        "night.papers": t("panel", "Remove drawn papers that can be drawn again"),
        "night.files for customers": t("panel", "Remove the data customers have asked for"),
        "night.links to go on": t("panel", "Forget links between messengers"),
        "night.posts": t("panel", "Forget old posts"),
        "night.staff": t("panel", "Forget old logins"),
        "night.imports": t("panel", "Remove the files of old imports"),
        "night.acts on many goods": t("panel", "Forget what could be undone"),
        "night.customers": t("panel", "Count all customers anew"),
        "night.popular": t("panel", "Count what sells"),
        "night.doctor": t("panel", "Check that everything adds up"),
    }
