"""What the shop's people do with a customer: contact, tags, notes, blocking."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit.actions import record, record_each
from domain.customers import phones
from domain.customers.models import Customer, CustomerNote, CustomerTag
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.rows import insert_rows, moment
from domain.shop.queries import shop_of

LONGEST_TAG, MOST_TAGS = 30, 20
LONGEST_NOTE = 1000
AT_ONCE = 200
_EMAIL = re.compile(r"[^@\s<>\"'(),;:\\]{1,64}@[^@\s<>\"'(),;:\\.]+(\.[^@\s<>\"'(),;:\\.]+)+")
_NOTES = """
SELECT n.id, n.staff_id, n.text, n.created_at, COALESCE(f.name, '') AS who
FROM customer_note n LEFT JOIN staff f ON f.id = n.staff_id
WHERE n.shop_id = $1 AND n.customer_id = $2 ORDER BY n.id DESC LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class NoteView:
    """`staff_id` wrote it, whom colleagues know as `who`."""

    id: int
    staff_id: int
    who: str
    text: str
    at: datetime | None


async def edit_contact(by: Actor, customer_id: int, *, name: str, phone: str, email: str, locale: str) -> None:
    """Write down what is right; empty takes it away. The audit log says which of them changed, not what they were.

    Raises `BadInput`, a `PhoneRefused`, `NotAllowed`, `NotFound`.
    """
    require(by, Permission.EDIT_CUSTOMERS)
    require(by, Permission.VIEW_CONTACTS)
    wanted: dict[str, Any] = {"name": " ".join(name.split())[:80], "email": _email(email), "locale": locale[:12]}
    async with transaction():
        person = await _person(by, customer_id)
        wanted["phone"] = "" if not phone.strip() else await _phone(by, phone, person.phone)
        changed = {field: value for field, value in wanted.items() if getattr(person, field) != value}
        if changed:
            await Customer.of(by, id=customer_id).update(**changed)
            await record(by, "customer.edited", f"customer:{customer_id}", {"fields": sorted(changed)})


def _email(text: str) -> str:
    email = text.strip()
    if email and (len(email) > 120 or not _EMAIL.fullmatch(email)):
        raise BadInput({"email": N_("Write an e-mail address like name@example.com.")})
    return email


async def _phone(by: Actor, typed: str, kept: str) -> str:
    """A number the messenger vouched for stays as it is, however unlikely it looks."""
    return kept if typed.strip() == kept else phones.normalise(typed, (await shop_of(by)).country)


async def set_tags(by: Actor, customer_id: int, tags: Sequence[str]) -> tuple[str, ...]:
    """Exactly these tags, 20 at most. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    require(by, Permission.EDIT_CUSTOMERS)
    wanted = tuple(dict.fromkeys(filter(None, (tidy_tag(tag) for tag in tags))))
    if len(wanted) > MOST_TAGS:
        raise BadInput({"tags": N_("A customer can have at most {max} tags.")}, max=MOST_TAGS)
    async with transaction():
        await _person(by, customer_id)
        before = set(await tags_of(by, customer_id))
        if before == set(wanted):
            return wanted
        await CustomerTag.of(by, customer_id=customer_id).exclude(tag__in=[*wanted]).delete()
        await _tag(by, [customer_id], [tag for tag in wanted if tag not in before])
        await record(by, "customer.tagged", f"customer:{customer_id}", {"tags": wanted})
    return wanted


async def tag_many(by: Actor, ids: Collection[int], tag: str, *, on: bool) -> int:
    """Put a tag on many customers or take it off; returns how many of them are the shop's. Raises `BadInput`."""
    require(by, Permission.EDIT_CUSTOMERS)
    word = tidy_tag(tag)
    if not word:
        raise BadInput({"tag": N_("Write the tag.")})
    async with transaction():
        known = await _known(by, ids)
        if on:
            await _tag(by, known, [word])
        else:
            await CustomerTag.of(by, customer_id__in=known, tag=word).delete()
        await record_each(by, "customer.tagged", _subjects(known), {("added" if on else "removed"): word})
    return len(known)


def tidy_tag(tag: str) -> str:
    return " ".join(tag.replace(",", " ").split())[:LONGEST_TAG]


async def _tag(by: Actor, ids: Sequence[int], tags: Sequence[str]) -> None:
    rows = [{"shop_id": by.shop_id, "customer_id": customer_id, "tag": tag} for customer_id in ids for tag in tags]
    if rows:
        await insert_rows("customer_tag", rows, conflict="ON CONFLICT (customer_id, tag) DO NOTHING", returning="")


async def tags_of(by: Actor, customer_id: int) -> tuple[str, ...]:
    rows = await CustomerTag.of(by, customer_id=customer_id).order_by("tag").values("tag")
    return tuple(str(row["tag"]) for row in rows)


async def add_note(by: Actor, customer_id: int, text: str) -> int:
    """Keep a note for colleagues. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    require(by, Permission.VIEW_CUSTOMERS)
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise BadInput({"text": N_("Write a note of at most {max} characters.")}, max=LONGEST_NOTE)
    async with transaction():
        await _person(by, customer_id)
        note = await CustomerNote.add(by, customer_id=customer_id, staff_id=by.id, text=words)
        await record(by, "customer.noted", f"customer:{customer_id}")
    return int(note.id)


async def delete_note(by: Actor, customer_id: int, note_id: int) -> None:
    """Take back a note of one's own; a second time changes nothing. Raises `NotFound` for somebody else's."""
    require(by, Permission.VIEW_CUSTOMERS)
    async with transaction():
        note = await CustomerNote.of(by, id=note_id, customer_id=customer_id).first()
        if note is None:
            return
        if note.staff_id != by.id:
            raise NotFound()
        await note.delete()
        await record(by, "customer.note_deleted", f"customer:{customer_id}")


async def notes_of(by: Actor, customer_id: int) -> tuple[NoteView, ...]:
    """The notes about a customer, the newest first."""
    require(by, Permission.VIEW_CUSTOMERS)
    rows = await sql(_NOTES, by.shop_id, customer_id)
    return tuple(NoteView(r["id"], r["staff_id"], r["who"], r["text"], moment(r["created_at"])) for r in rows)


async def block(by: Actor, customer_id: int, on: bool, reason: str = "") -> None:
    """Take no more orders from a customer, or take them again. Browsing stays open."""
    if not await block_many(by, [customer_id], on=on, reason=reason):
        raise NotFound()


async def block_many(by: Actor, ids: Collection[int], *, on: bool, reason: str = "") -> int:
    """The same for many; returns how many of them are the shop's."""
    require(by, Permission.EDIT_CUSTOMERS)
    async with transaction():
        known = await _known(by, ids)
        changing = [row["id"] for row in await Customer.of(by, id__in=known, blocked=not on).values("id")]
        await Customer.of(by, id__in=changing).update(blocked=on)
        await record_each(by, "customer.blocked", _subjects(sorted(changing)), {"blocked": on}, reason)
    return len(known)


def _subjects(ids: Sequence[int]) -> list[str]:
    return [f"customer:{customer_id}" for customer_id in ids]


async def _known(by: Actor, ids: Collection[int]) -> list[int]:
    found = await Customer.of(by, id__in=list(ids)[:AT_ONCE], erased_at=None).values("id")
    return sorted(int(row["id"]) for row in found)


async def _person(by: Actor, customer_id: int) -> Customer:
    person = await Customer.of(by, id=customer_id, erased_at=None).first()
    if person is None:
        raise NotFound()
    return person
