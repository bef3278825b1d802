"""A Stripe account in memory: sessions, payment intents, charges, refunds, disputes, and the events they make.

Written after Stripe's own reference, for what a shop with a page of Checkout meets. Amounts are in Stripe's units.
"""

from __future__ import annotations

import secrets
from copy import deepcopy
from typing import Any

from domain.kit.clock import now
from tests.kit.stripe.errors import Refusal, bad, missing

Thing = dict[str, Any]
HALF_HOUR, DAY = 1800, 86_400
SMALLEST = {"usd": 50, "eur": 50, "jpy": 50}
THREE = frozenset(("bhd", "jod", "kwd", "omr", "tnd"))
WHOLE = frozenset(("isk", "ugx"))


def at() -> int:
    return int(now().timestamp())


class Books:
    """One account in one mode. `fate` decides how its refunds go: "succeeded", "pending", "failed" or "refused"."""

    def __init__(
        self, mode: str = "test", account: str = "acct_1Hawker", site: str = "https://checkout.stripe.example"
    ):
        self.mode = mode
        self.account = account
        self.site = site
        self.fate = "succeeded"
        self.sessions: dict[str, Thing] = {}
        self.intents: dict[str, Thing] = {}
        self.charges: dict[str, Thing] = {}
        self.refunds: dict[str, Thing] = {}
        self.disputes: dict[str, Thing] = {}
        self.balances: dict[str, Thing] = {}
        self.events: list[Thing] = []
        self._count = 0

    @property
    def live(self) -> bool:
        return self.mode == "live"

    def new(self, prefix: str, kind: str, **facts: Any) -> Thing:
        self._count += 1
        name = f"{prefix}_{self._count:04}{secrets.token_hex(8)}"
        return {"id": name, "object": kind, "created": at(), "livemode": self.live} | facts

    def tell(self, kind: str, thing: Thing) -> Thing:
        event = self.new("evt", "event", type=kind, api_version="2026-10-28.endive", data={"object": deepcopy(thing)})
        self.events.append(event)
        return event

    # ------------------------------------------------------------------------------------------------------ sessions

    def open_session(self, body: Thing) -> Thing:
        if not body.get("line_items"):
            raise bad("Missing required param: line_items.", "parameter_missing")
        item = body["line_items"]["0"]["price_data"]
        amount, currency = _amount(item["unit_amount"], item["currency"])
        ends = int(body.get("expires_at") or at() + DAY)
        if not at() + HALF_HOUR <= ends <= at() + DAY:
            raise bad("The `expires_at` timestamp must be between 30 minutes and 24 hours from creation.")
        if not all(body[url].startswith(("http://", "https://")) for url in ("success_url", "cancel_url")):
            raise bad("Not a valid URL", "url_invalid")
        session = self.new(
            f"cs_{self.mode}", "checkout.session", status="open", payment_status="unpaid", payment_intent=None,
            amount_total=amount, currency=currency, expires_at=ends, metadata=dict(body.get("metadata") or {}),
            client_reference_id=body.get("client_reference_id"), success_url=body["success_url"],
            cancel_url=body["cancel_url"], asked=body.get("payment_intent_data") or {},
        )  # fmt: skip
        session["url"] = f"{self.site}/c/pay/{session['id']}#{'fid' * 400}"
        self.sessions[session["id"]] = session
        return session

    def session(self, name: str) -> Thing:
        found = self.sessions.get(name)
        if found is None:
            raise missing("checkout.session", name)
        if found["status"] == "open" and found["expires_at"] <= at():
            self._end(found)
        return found

    def expire(self, name: str) -> Thing:
        session = self.session(name)
        if session["status"] != "open":
            raise bad(f"Only Checkout Sessions that are open can be expired. This one is {session['status']}.")
        self._end(session)
        return session

    def _end(self, session: Thing) -> None:
        session |= {"status": "expired", "url": None}
        self.tell("checkout.session.expired", session)

    # -------------------------------------------------------------------------------------------------- whoever pays

    def pay(self, name: str, *, decline: str = "") -> Thing:
        """The customer's card on the page of a session; `decline` is the bank's word against it."""
        session = self.session(name)
        if session["status"] != "open":
            raise bad("This page is closed.")
        intent = self._intent(session)
        charge = self._charge(intent, decline)
        if decline:
            problem = {"type": "card_error", "code": "card_declined", "decline_code": decline, "charge": charge["id"]}
            intent |= {"last_payment_error": problem, "status": "requires_payment_method"}
            self.tell("payment_intent.payment_failed", intent)
            return charge
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "last_payment_error": None}
        session |= {"status": "complete", "payment_status": "paid", "url": None}
        self.tell("charge.succeeded", charge)
        self.tell("payment_intent.succeeded", intent)
        self.tell("checkout.session.completed", session)
        return charge

    def _intent(self, session: Thing) -> Thing:
        if session["payment_intent"]:
            return self.intents[session["payment_intent"]]
        intent = self.new(
            "pi", "payment_intent", amount=session["amount_total"], amount_received=0, currency=session["currency"],
            metadata=dict(session["asked"].get("metadata") or {}), latest_charge=None, last_payment_error=None,
            status="requires_payment_method",
        )  # fmt: skip
        self.intents[intent["id"]] = intent
        session["payment_intent"] = intent["id"]
        return intent

    def _charge(self, intent: Thing, decline: str) -> Thing:
        charge = self.new(
            "ch", "charge", amount=intent["amount"], currency=intent["currency"], payment_intent=intent["id"],
            status="failed" if decline else "succeeded", amount_refunded=0, refunded=False, disputed=False,
            metadata=dict(intent["metadata"]), failure_code="card_declined" if decline else None,
        )  # fmt: skip
        intent["latest_charge"] = charge["id"]
        charge["balance_transaction"] = None
        self.charges[charge["id"]] = charge
        return charge

    def reckon(self, charge: Thing, fee: int, currency: str = "") -> None:
        """What is left of a charge is known a moment after it."""
        facts = {"fee": fee, "currency": currency or charge["currency"], "source": charge["id"]}
        balance = self.new("txn", "balance_transaction", **facts)
        self.balances[balance["id"]] = balance
        charge["balance_transaction"] = balance["id"]

    def stranger(self, amount: int = 999) -> Thing:
        """A payment of the same account that another program has asked for."""
        asked = {"amount_total": amount, "currency": "usd", "payment_intent": None, "asked": {}}
        intent = self._intent(asked)
        charge = self._charge(intent, "")
        intent |= {"status": "succeeded", "amount_received": amount}
        self.tell("payment_intent.succeeded", intent)
        return charge

    # ------------------------------------------------------------------------------------------------------- refunds

    def refund(self, body: Thing) -> Thing:
        intent = self.intents.get(str(body.get("payment_intent", "")))
        if intent is None:
            raise missing("payment_intent", str(body.get("payment_intent")))
        charge = self.charges[intent["latest_charge"]]
        amount = int(body.get("amount") or charge["amount"] - charge["amount_refunded"])
        if self.fate == "refused":
            raise Refusal(400, "Insufficient funds in your balance.", code="insufficient_funds", executed=True)
        if charge["amount_refunded"] + amount > charge["amount"]:
            raise bad("Refund amount is greater than unrefunded amount on charge.", "charge_already_refunded")
        refund = self.new(
            "re", "refund", amount=amount, currency=charge["currency"], charge=charge["id"], status=self.fate,
            payment_intent=intent["id"], metadata=dict(body.get("metadata") or {}),
        )  # fmt: skip
        self.refunds[refund["id"]] = refund
        self.tell("refund.created", refund)
        if self.fate == "failed":
            refund["failure_reason"] = "lost_or_stolen_card"
            self.tell("refund.failed", refund)
        else:
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            self.tell("charge.refunded", charge)
        return refund

    def settle(self, refund: Thing, status: str = "succeeded") -> None:
        """A refund that was on its way arrives, or does not."""
        refund["status"] = status
        if status == "failed":
            charge = self.charges[refund["charge"]]
            charge["amount_refunded"] -= refund["amount"]
            charge["refunded"] = False
        self.tell("refund.failed" if status == "failed" else "refund.updated", refund)

    # ------------------------------------------------------------------------------------------------------ disputes

    def dispute(self, charge: Thing, amount: int = 0, *, price: int = 1500, currency: str = "") -> Thing:
        """The customer's bank takes the money back, perhaps more than that, and Stripe wants its price."""
        charge["disputed"] = True
        dispute = self.new(
            "dp", "dispute", amount=amount or charge["amount"], currency=charge["currency"], charge=charge["id"],
            payment_intent=charge["payment_intent"], status="needs_response", reason="fraudulent", metadata={},
            balance_transactions=[],
        )  # fmt: skip
        self.disputes[dispute["id"]] = dispute
        self._move(dispute, -dispute["amount"], price, currency)
        self.tell("charge.dispute.created", dispute)
        return dispute

    def ends(self, dispute: Thing, *, won: bool) -> None:
        """The bank has decided; who wins has the money back, and the price is lost."""
        dispute["status"] = "won" if won else "lost"
        if won:
            self._move(dispute, dispute["amount"], 0)
        self.tell("charge.dispute.closed", dispute)

    def _move(self, dispute: Thing, amount: int, price: int, currency: str = "") -> None:
        money = {"amount": amount, "fee": price, "net": amount - price, "currency": currency or dispute["currency"]}
        dispute["balance_transactions"].append(self.new("txn", "balance_transaction", **money))


def _amount(number: Any, currency: Any) -> tuple[int, str]:
    """Raises `Refusal` for what Stripe does not take."""
    code, amount = str(currency), int(number)
    if not code.islower():
        raise bad(f"Invalid currency: {code}")
    if amount < SMALLEST.get(code, 1):
        raise bad("The total must be larger.", "amount_too_small")
    if code in THREE and amount % 10:
        raise bad("Three-decimal amounts must end in 0.", "invalid_charge_amount")
    if code in WHOLE and amount % 100:
        raise bad(f"{code.upper()} is effectively zero-decimal.", "invalid_charge_amount_no_decimal_compatible")
    return amount, code
