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


class StaffRole(ShopModel):
    """A role the shop has made: a copy of `base`, whose caps it keeps, with permissions of its own."""

    name = fields.CharField(max_length=40)
    base = fields.CharEnumField(Role, max_length=12)
    permissions: Any = fields.JSONField(default=list)

    class Meta:
        table = "staff_role"
        unique_together = (("shop", "name"),)


class Staff(ShopModel):
    """A person who works for the shop. E-mail is stored lower-case; the hash is argon2id.

    Where there is a `custom_role`, it says what they may do, and `role` is what it was made from.
    `totp_sealed` is the secret of their second factor, on once `totp_since` is set; codes up to `totp_step` are spent.
    """

    email = fields.CharField(max_length=120)
    name = fields.CharField(max_length=80)
    role = fields.CharEnumField(Role, max_length=12)
    password_hash = fields.CharField(max_length=200)
    locale = fields.CharField(max_length=12, default="en")
    active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField(default=now)
    last_login_at = fields.DatetimeField(null=True)
    totp_sealed = fields.TextField(null=True)
    totp_since = fields.DatetimeField(null=True)
    totp_step = fields.BigIntField(default=0, db_default=0)
    custom_role = link("StaffRole", null=True)
    custom_role_id: int | None

    class Meta:
        table = "staff"
        unique_together = (("shop", "email"),)


class StaffSession(ShopModel):
    """A server-side session. Only the SHA-256 of its token is stored.

    `proved_at`: when its person last showed a password or second factor in it.
    """

    staff = link("Staff")
    token_hash = fields.CharField(max_length=64, unique=True)
    csrf = fields.CharField(max_length=64)
    created_at = fields.DatetimeField(default=now)
    seen_at = fields.DatetimeField(default=now)
    expires_at = fields.DatetimeField()
    address = fields.CharField(max_length=64, default="")
    agent = fields.CharField(max_length=200, default="")
    proved_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_session"


class Purpose(StrEnum):
    SECOND = "second"
    DOOR = "door"


class StaffTicket(ShopModel):
    """Half of a login, once and for minutes: `second` has shown a password and owes a code, `door` came by Telegram.

    Only the SHA-256 of its token is stored.
    """

    staff = link("Staff")
    staff_id: int
    purpose = fields.CharEnumField(Purpose, max_length=8)
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_ticket"


class StaffRecovery(ShopModel):
    """A code for who has lost their second factor, once. Only a mark under the installation's secret is stored."""

    staff = link("Staff")
    staff_id: int
    code_mark = fields.CharField(max_length=64)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_recovery"
        unique_together = (("staff", "code_mark"),)


class SetupToken(ShopModel):
    """A one-time link: makes the owner, or lets `email` in with `role`. Only the SHA-256 of its token is stored."""

    token_hash = fields.CharField(max_length=64, unique=True)
    role = fields.CharEnumField(Role, default=Role.OWNER, max_length=12)
    custom_role = link("StaffRole", null=True)
    custom_role_id: int | None
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
