"""A small shop with one of everything the panel has a page for, and the long names that break pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from domain.approvals.actions import refund_or_ask
from domain.catalog.actions_edit import set_pictures
from domain.catalog.collections_edit import CollectionEdit, save_collection
from domain.catalog.models import Product
from domain.delivery.actions import save_zone
from domain.delivery.views import ZoneForm
from domain.drafts import actions as drafts
from domain.kit.actor import Actor, Caps
from domain.media.actions import store
from domain.media.store import MediaStore
from domain.orders.notes import add_note, add_tag
from domain.orders.views import OrderView
from domain.payments.actions import advance
from domain.payments.parts import Parts
from domain.returns import actions as returns
from domain.staff import actions as staff
from domain.staff.models import Role
from domain.staff.roles import save_role
from domain.staff.rules import PERMISSIONS
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.importing import bring, goods_rows, let_it_run, table
from tests.kit.market import Market
from tests.kit.shop import ShopKit

LONG = "Hand-thrown stoneware teapot with a bamboo handle and two matching cups, ash glaze"
LONGER = "Konstantinopoulos-Papadimitriou Alexandrovich the Younger of Riga"
CAPS = Caps(refund=100, credit=100)


class Showroom:
    """`Showroom.open(market, media)`: orders in every state, a return, a draft, a run, requests."""

    def __init__(self, market: Market, media: Path) -> None:
        self.market, self.owner, self.media = market, market.owner, media
        self.goods = ShopKit(market.id, "EUR")

    @classmethod
    async def open(cls, market: Market, media: Path) -> Showroom:
        room = cls(market, media)
        await room._shelves()
        await room._settings()
        await room._orders()
        await room._people()
        for content in (table(*goods_rows(30, bad_every=7)), table(("x", "1"), head=("Unknown", "Columns"))):
            run = await bring(room.owner, content, "a-very-long-name-of-a-file-somebody-exported-2026-11-23.csv")
            await let_it_run(room.owner, run, media)
        return room

    async def _shelves(self) -> None:
        sizes = ("XS", "S", "M", "L", "XL", "One size fits nearly everybody")
        pot = await self.goods.product(LONG, "38.00", sizes=sizes, tags=("gift",), category=("Kitchen", "Tea", LONG))
        await self.goods.product("Cup", "9.00", stock=1, compare_at="12.00", tags=("gift",), category=("Kitchen",))
        await self.goods.product("Pattern", "4.00", stock=None)
        picture = BytesIO()
        Image.new("RGB", (320, 320), "#7a8f6b").save(picture, "PNG")
        kept = await store(self.owner, picture.getvalue(), MediaStore(self.media))
        await set_pictures(self.owner, pot, (await Product.get(id=pot)).revision, [(kept.id, "A teapot")])
        rule = CollectionEdit({"en": "Small gifts"}, rule={"tag": "gift"})
        for edit in (CollectionEdit({"en": "Our picks"}), rule):
            await save_collection(self.owner, 0, edit)

    async def _settings(self) -> None:
        await save_zone(self.owner, ZoneForm("Riga and everything around it", countries=("LV",)))
        await self.market.pickup("The old bakery at the corner of the harbour")
        await save_rate(self.owner, RateView(2100, country="LV", name="VAT"))
        await self.market.coupon()

    async def _orders(self) -> None:
        """1001 is being packed, 1002 went back in part, 1003 waits for its transfer, 1004 is new."""
        pot, cup = await self.goods.variant(LONG, "M"), await self.goods.variant("Cup")
        anna = await self.market.buyer("anna")
        packing = await self.market.paid(anna, (pot, 1), (cup, 1))
        await advance(self.owner, packing.id, "packing")
        await add_note(self.owner, packing.id, "Rings before she comes.")
        await add_tag(self.owner, packing.id, "wholesale")
        back = await self.market.paid(anna, (pot, 3), reference="R2")
        await self._goes_back(anna, back)
        await self.market.order(await self.market.buyer(LONGER), (pot, 1), payment="transfer")
        await self.market.order(await self.market.buyer("boris"), (pot, 2))
        draft = await drafts.create(self.owner, anna.id)
        lines = drafts.DraftEdit({pot: (2, 1500)}, discount=100, discount_reason="Regular customer")
        await drafts.save(self.owner, draft, lines, 1)
        self.packing = packing

    async def _goes_back(self, buyer: Actor, order: OrderView) -> None:
        for status in ("packing", "shipped", "delivered"):
            order = await advance(self.owner, order.id, status)
        view = await returns.begin(buyer, order.id)
        view = await returns.set_units(buyer, view.id, order.lines[0].id, 2, view.revision)
        view = await returns.set_reason(buyer, view.id, "size", view.revision)
        await returns.send(buyer, view.id, view.revision)

    async def _people(self) -> None:
        """A packer and an agent, who asks for more than agents may give."""
        for email, role in (("a.very.long.address.of.somebody@subdomain.example.com", "packer"), ("c@x.org", "agent")):
            link = await staff.invite(self.market.by, email, role)
            staff_id = await staff.set_up_owner(link, "", LONGER, "three wet umbrellas")
        own = await save_role(self.market.by, 0, LONGER[:40], "packer", PERMISSIONS[Role.PACKER])
        await staff.invite(self.market.by, "invited@example.com", f"r{own}")
        agent = Actor(self.market.id, "staff", staff_id, PERMISSIONS[Role.AGENT], caps=CAPS)
        why = "The lid came broken and she sent a picture"
        await refund_or_ask(agent, self.packing.id, Parts(amount=1500), why, "k")
