"""What a customer can do about their own data."""

from __future__ import annotations

from domain.customers.queries import profile
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.privacy import files
from domain.privacy.actions import erasing
from domain.privacy.handing import hand_out
from domain.shop.views import ShopView
from handlers.privacy.screens import Written, file_card, privacy_screen, question_screen
from handlers.screen import Document, Screen
from handlers.support.flow import has_text


async def privacy_of(me: Actor, t: Translator, shop: ShopView) -> Screen:
    written = Written(policy=await has_text(me, "privacy", t, shop), terms=await has_text(me, "terms", t, shop))
    return privacy_screen(await profile(me), written, t)


async def question_of(me: Actor, t: Translator, shop: ShopView) -> Screen:
    return question_screen(me.id, await erasing(me, me.id), shop, t)


async def data_of(me: Actor, t: Translator, shop: ShopView) -> Screen:
    """The file with everything; the one of today once more."""
    place = await hand_out(me, shop.name, t)
    url = f"/chat/{shop.slug}/data/{files.token_of(place)}"
    return file_card(Document(str(place), "my-data.zip", url), files.made_at(place), t)
