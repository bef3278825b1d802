from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.models import Model

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class Role(StrEnum):
    OWNER = "owner"
    MANAGER = "manager"
    CATALOGUE = "catalogue"
    PACKER = "packer"
    AGENT = "agent"
    LEAD = "lead"
    MARKETER = "marketer"
    ACCOUNTANT = "accountant"
    COURIER = "courier"


class Staff(ShopModel):
    """A person who works for the shop. E-mail is stored lower-case; the hash is argon2id."""

    email = fields.CharField(max_length=120)
    name = fields.CharField(max_length=80)
    role = fields.CharEnumField(Role, max_length=12)
    password_hash = fields.CharField(max_length=200)
    locale = fields.CharField(max_length=12, default="en")
    active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField(default=now)
    last_login_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff"
        unique_together = (("shop", "email"),)


class StaffSession(ShopModel):
    """A server-side session. Only the SHA-256 of its token is stored."""

    staff = link("Staff")
    token_hash = fields.CharField(max_length=64, unique=True)
    csrf = fields.CharField(max_length=64)
    created_at = fields.DatetimeField(default=now)
    seen_at = fields.DatetimeField(default=now)
    expires_at = fields.DatetimeField()
    address = fields.CharField(max_length=64, default="")
    agent = fields.CharField(max_length=200, default="")

    class Meta:
        table = "staff_session"


class SetupToken(ShopModel):
    """A one-time link: makes the owner, or lets `email` in with `role`. Only the SHA-256 of its token is stored."""

    token_hash = fields.CharField(max_length=64, unique=True)
    role = fields.CharEnumField(Role, default=Role.OWNER, max_length=12)
    email = fields.CharField(max_length=120, default="")
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "setup_token"


class StaffTelegram(ShopModel):
    """The Telegram account of somebody who works here: at most one each. `chat` is where they are told of orders."""

    staff = link("Staff")
    user_id = fields.BigIntField()
    chat = link("Chat")
    name = fields.CharField(max_length=80, default="")
    tells_orders = fields.BooleanField(default=True)
    tells_money = fields.BooleanField(default=True)
    linked_at = fields.DatetimeField(default=now)

    class Meta:
        table = "staff_telegram"
        unique_together = (("shop", "user_id"), ("shop", "staff"))


class StaffCode(ShopModel):
    """Connects a Telegram account with a person, once. Only the SHA-256 of the code is stored."""

    staff = link("Staff")
    staff_id: int
    code_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_code"


class StaffGroup(ShopModel):
    """A group chat of the people who work here: it is told of orders as well."""

    chat = link("Chat")
    title = fields.CharField(max_length=120, default="")
    made_by = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "staff_group"
        unique_together = (("shop", "chat"),)


class SavedView(ShopModel):
    """A list of the panel as somebody narrowed it, under a name; `shared` ones are everybody's.

    `page` is the list's path, `query` what follows its "?".
    """

    staff = link("Staff")
    staff_id: int
    page = fields.CharField(max_length=60)
    name = fields.CharField(max_length=40)
    query = fields.CharField(max_length=400, default="")
    shared = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "saved_view"
        unique_together = (("staff", "page", "name"),)
        indexes = (("shop_id", "page"),)


class Throttle(Model):
    """Failures and a block per key (login:address, login:e-mail, coupon:chat…). The block is set before the check."""

    key = fields.CharField(max_length=120, primary_key=True)
    failures = fields.IntField(default=0)
    window_from = fields.DatetimeField(default=now)
    blocked_until = fields.DatetimeField(null=True)
    data: Any = fields.JSONField(default=dict)

    class Meta:
        table = "throttle"
