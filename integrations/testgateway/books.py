"""The books of the test gateway: a file of its own, so that it survives the shop and can be compared with it."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.kit.clock import now
from integrations.testgateway.schema import SCHEMA
from integrations.testgateway.switches import Switches

OLD_SECRET_LIVES = 24 * 3600
BACKWARDS_WAIT = 3
PAGE = 100

Row = dict[str, Any]


class Refused(Exception):
    """The gateway says no: a code and the HTTP status it goes with."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code = code
        self.http = status


@dataclass(frozen=True, slots=True)
class Order:
    """What a shop asks for: `amount` in minor units; `back` and `hook` are the shop's own addresses."""

    key: str
    amount: int
    currency: str
    reference: str
    locale: str
    back: str
    hook: str

    @property
    def body(self) -> str:
        facts = (self.amount, self.currency, self.reference, self.locale, self.back, self.hook)
        return json.dumps(facts)


def clock() -> float:
    return now().timestamp()


def token(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(9)}"


class Books:
    """Every verb is one transaction of the file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _open(self) -> sqlite3.Connection:
        """The file, made at its first use: most installations never try it."""
        fresh = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=15, isolation_level=None)
        db.row_factory = sqlite3.Row
        if fresh:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(SCHEMA)
        return db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; nobody else writes meanwhile."""
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def all(self, query: str, *values: Any) -> list[Row]:
        """Rows as dicts; none while nothing has been written."""
        if not self.path.exists():
            return []
        with closing(self._open()) as db:
            return [dict(row) for row in db.execute(query, values)]

    def one(self, query: str, *values: Any) -> Row | None:
        return next(iter(self.all(query, *values)), None)

    # ------------------------------------------------------------------------------------------------------ accounts

    def open_account(self, slug: str, name: str) -> Row:
        """The account of a shop, opened if there is none; asked again it is the same."""
        with self.writing() as db:
            db.execute(
                "INSERT INTO account (slug, name, key, secret, desk) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (slug) DO UPDATE SET name = excluded.name",
                (slug, name, token("key"), token("whsec"), secrets.token_urlsafe(24)),
            )
        return self.account(slug=slug)

    def account(self, **where: str) -> Row:
        """Raises `Refused`."""
        (column, value), *_ = where.items()
        found = self.one(f"SELECT * FROM account WHERE {column} = ?", value)  # noqa: S608 - a word of ours
        if found is None:
            raise Refused("unknown_account", 401)
        return found

    def change_secret(self, slug: str) -> Row:
        """A new signing secret; the old one signs beside it for a day."""
        with self.writing() as db:
            db.execute(
                "UPDATE account SET old_secret = secret, old_until = ?, secret = ? WHERE slug = ?",
                (clock() + OLD_SECRET_LIVES, token("whsec"), slug),
            )
        return self.account(slug=slug)

    def secrets_of(self, slug: str) -> tuple[str, ...]:
        """What signs this account's webhooks now, newest first."""
        account = self.account(slug=slug)
        old = (account["old_secret"],) if account["old_secret"] and account["old_until"] > clock() else ()
        return (account["secret"], *old)

    def switches(self, slug: str) -> Switches:
        return Switches(**json.loads(self.account(slug=slug)["switches"]))

    def set_switches(self, slug: str, switches: Switches) -> None:
        with self.writing() as db:
            db.execute("UPDATE account SET switches = ? WHERE slug = ?", (json.dumps(switches.stored), slug))

    def loses_this_answer(self, slug: str) -> bool:
        """Whether the answer to be given now gets lost; counts it."""
        switches = self.switches(slug)
        if switches.lose:
            self.set_switches(slug, switches.changed({"lose": switches.lose - 1}))
        return bool(switches.lose)

    # ------------------------------------------------------------------------------------------------------ payments

    def ask(self, slug: str, order: Order) -> Row:
        """A payment page for this order, once per key. Raises `Refused` when the key was used for something else."""
        with self.writing() as db:
            db.execute(
                "INSERT INTO payment (id, token, account, key, body, amount, currency, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, key) DO NOTHING",
                (token("pay"), secrets.token_urlsafe(18), slug, order.key, order.body, order.amount, order.currency,
                 clock()),
            )  # fmt: skip
        found = self.payment(account=slug, key=order.key)
        if json.loads(found["body"])[:3] != [order.amount, order.currency, order.reference]:
            raise Refused("key_used_differently", 422)
        return found

    def payment(self, **where: str) -> Row:
        """Raises `Refused`."""
        condition = " AND ".join(f"{column} = ?" for column in where)
        found = self.one(f"SELECT * FROM payment WHERE {condition}", *where.values())  # noqa: S608 - words of ours
        if found is None:
            raise Refused("unknown_payment", 404)
        return found

    def close(self, slug: str, key: str) -> Row:
        """Take no more money for it; what has been taken stays."""
        found = self.payment(account=slug, key=key)
        with self.writing() as db:
            db.execute("UPDATE payment SET status = 'closed' WHERE id = ? AND status = 'open'", (found["id"],))
        return self.payment(account=slug, key=key)

    def approve(self, pay_token: str, switches: Switches) -> Row:
        """The customer pays; twice where that is asked for. A second press finds it paid."""
        with self.writing() as db:
            changed = db.execute(
                "UPDATE payment SET status = 'captured' WHERE token = ? AND status = 'open' RETURNING *", (pay_token,)
            ).fetchone()
            for _ in range(1 + switches.double if changed else 0):
                charge = self._charge(db, dict(changed))
                self._event(db, dict(changed), "payment.captured", charge, switches)
        return self.payment(token=pay_token)

    def decline(self, pay_token: str, switches: Switches) -> Row:
        """The bank says no."""
        with self.writing() as db:
            changed = db.execute(
                "UPDATE payment SET status = 'failed', reason = ? WHERE token = ? AND status = 'open' RETURNING *",
                (switches.decline, pay_token),
            ).fetchone()
            if changed:
                self._event(db, dict(changed), "payment.failed", "", switches)
        return self.payment(token=pay_token)

    def _charge(self, db: sqlite3.Connection, payment: Row) -> str:
        charge = token("ch")
        values = (charge, payment["id"], payment["account"], payment["amount"], payment["currency"], clock())
        db.execute("INSERT INTO charge (id, payment, account, amount, currency, at) VALUES (?, ?, ?, ?, ?, ?)", values)
        return charge

    # ------------------------------------------------------------------------------------------------------- refunds

    def refund(self, slug: str, charge_id: str, amount: int, key: str | None) -> Row:
        """Give money back, once per key; without a key it is the owner's own doing. Raises `Refused`."""
        with self.writing() as db:
            before = db.execute("SELECT * FROM refund WHERE account = ? AND key = ?", (slug, key)).fetchone()
            if before:
                return self._same(dict(before), charge_id, amount)
            charge = self._room(db, slug, charge_id, amount)
            row = (token("re"), charge_id, slug, key, amount, clock())
            db.execute("INSERT INTO refund (id, charge, account, key, amount, at) VALUES (?, ?, ?, ?, ?, ?)", row)
            payment = dict(db.execute("SELECT * FROM payment WHERE id = ?", (charge["payment"],)).fetchone())
            self._event(db, payment, "refund.done", charge_id, self.switches(slug))
            return dict(db.execute("SELECT * FROM refund WHERE id = ?", (row[0],)).fetchone())

    @staticmethod
    def _same(before: Row, charge_id: str, amount: int) -> Row:
        if (before["charge"], before["amount"]) != (charge_id, amount):
            raise Refused("key_used_differently", 422)
        return before

    def _room(self, db: sqlite3.Connection, slug: str, charge_id: str, amount: int) -> Row:
        charge = db.execute("SELECT * FROM charge WHERE id = ? AND account = ?", (charge_id, slug)).fetchone()
        if charge is None:
            raise Refused("unknown_charge", 404)
        back = db.execute("SELECT COALESCE(SUM(amount), 0) FROM refund WHERE charge = ?", (charge_id,)).fetchone()[0]
        if self.switches(slug).refuse:
            raise Refused("refund_refused", 409)
        if amount < 1 or back + amount > charge["amount"]:
            raise Refused("refund_too_much", 409)
        return dict(charge)

    # -------------------------------------------------------------------------------------------------------- events

    def _event(self, db: sqlite3.Connection, payment: Row, kind: str, charge: str, switches: Switches) -> None:
        """Written with what it tells of; how and when it is sent is decided by the switches."""
        event = token("evt")
        told: Row = {"id": event, "type": kind, "created": int(clock()), "payment": _brief(payment)}
        if charge:
            told["charge"] = self._told(db, charge, payment["key"])
        wait = switches.delay or (BACKWARDS_WAIT if switches.backwards else 0)
        hook = json.loads(payment["body"])[5]
        values = (
            event, payment["account"], kind, json.dumps(told, separators=(",", ":")), hook, clock(), clock() + wait,
            1 + switches.twice, "dropped" if switches.drop or not hook else "waiting",
        )  # fmt: skip
        db.execute(
            "INSERT INTO event (id, account, kind, body, hook, at, due, copies, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )

    def _told(self, db: sqlite3.Connection, charge: str, key: str) -> Row:
        row = dict(db.execute("SELECT * FROM charge WHERE id = ?", (charge,)).fetchone())
        refunds = db.execute("SELECT * FROM refund WHERE charge = ? ORDER BY at, id", (charge,)).fetchall()
        return charge_json(row, key, [dict(refund) for refund in refunds])

    # ------------------------------------------------------------------------------------------------------- reading

    def payment_json(self, payment: Row, base: str) -> Row:
        """A payment with its page, charges and refunds, as the API shows it."""
        charges = self.all("SELECT * FROM charge WHERE payment = ? ORDER BY at, id", payment["id"])
        told = [charge_json(charge, payment["key"], self.refunds_of(charge["id"])) for charge in charges]
        return {**_brief(payment), "page": f"{base}/test-gateway/pay/{payment['token']}", "charges": told}

    def refunds_of(self, charge: str) -> list[Row]:
        return self.all("SELECT * FROM refund WHERE charge = ? ORDER BY at, id", charge)

    def charges(self, slug: str, since: float, after: str = "", limit: int = PAGE) -> list[Row]:
        """Charges taken or refunded since then, by id, as the API shows them."""
        rows = self.all(
            "SELECT c.*, p.key FROM charge c JOIN payment p ON p.id = c.payment WHERE c.account = ? AND c.id > ? AND"
            " (c.at >= ? OR EXISTS (SELECT 1 FROM refund r WHERE r.charge = c.id AND r.at >= ?)) ORDER BY c.id LIMIT ?",
            slug, after, since, since, limit,
        )  # fmt: skip
        return [charge_json(row, row["key"], self.refunds_of(row["id"])) for row in rows]


def _brief(payment: Row) -> Row:
    names = ("id", "key", "status", "reason", "amount", "currency")
    return {name: payment[name] for name in names}


def charge_json(charge: Row, key: str, refunds: list[Row]) -> Row:
    told = [{"id": r["id"], "key": r["key"] or "", "amount": r["amount"], "at": r["at"]} for r in refunds]
    facts = {name: charge[name] for name in ("id", "amount", "currency", "at")}
    return {**facts, "key": key, "refunds": told}
