"""In every language the shop speaks, somebody orders and presses everything: it fits, and no English shows through."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import pytest

from domain.delivery.actions import save_method
from domain.delivery.views import MethodForm
from domain.kit.i18n import available_locales
from domain.shop.actions import change_facts, set_text
from handlers.channel import CAPABILITIES
from handlers.fit import overflow
from handlers.screen import Screen
from tests.kit import stage
from tests.kit.database import empty
from tests.kit.people import Person
from tests.kit.pseudo import spoken, texts_of
from tests.kit.shop import ShopKit
from tests.kit.wandering import wander

LOCALES = [locale for locale in available_locales() if locale != "en"]
SHOP, POT, CUP, TRAY, SHELF, SIZE, COURIER = "茶 Чай", "Чайник 茶壶", "茶杯", "Поднос 盘", "茶具", "尺寸 Размер", "快递"
ADDRESS = {"line": "Морская 12", "city": "Сиракузы", "postcode": "13202"}  # what people write is Latin nowhere
OURS = frozenset("English SKU USD US PDF ZIP Telegram".split())  # the same in every language
_LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module", params=LOCALES)
async def anna(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Person]:
    """Whoever reads this language has ordered a cup and has been everywhere."""
    folder = tmp_path_factory.mktemp("lands")
    with spoken(folder / "words", request.param), pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "must_fit", lambda reply: None)  # all that is too long is told at once, below
        async with empty("sqlite", folder) as settings:
            shop = await stocked(request.param)
            anna = stage.enter(stage.staged(settings), shop.id, "анна", locale=request.param)
            await order(anna, await shop.variant(CUP))
            await wander(anna)
            yield anna


async def stocked(locale: str) -> ShopKit:
    shop = await ShopKit.open("chai", SHOP)
    await change_facts(shop.by, locales=["en", locale], pitch="喝茶", seller="茶 Чай")
    await shop.settings(
        payment_methods=["cash", "transfer"], transfer_holder="茶", transfer_account="40 12", gift_wrap_fee=0
    )
    for kind in ("delivery", "returns", "payment", "terms", "privacy"):
        await set_text(shop.by, kind, locale, "茶")
    await shop.product(POT, sizes=("大", "小"), option=SIZE, category=(SHELF,))
    await shop.product(CUP, category=(SHELF,), price="10.00", compare_at="12.00")
    await shop.product(TRAY, category=(SHELF,), stock=0)
    await save_method(shop.by, MethodForm("courier", COURIER, steps=((None, 500),)))
    await save_method(shop.by, MethodForm("pickup", "自取"))
    return shop


async def order(person: Person, variant_id: int) -> None:
    await person.opens()
    await person.types(SHELF)
    await person.types("чего нет")
    await person.presses(f"b:{variant_id}:")
    await person.fills("checkout", **ADDRESS, phone="512 472 0123", name="Анна", payment="cash")
    assert person.screen is not None
    await person.presses(next(a.press.pack() for a in person.screen.actions if a.role == "primary" and a.press))


def test_they_get_everywhere(anna: Person) -> None:
    seen = {screen.id for screen in anna.history}
    assert {"S-01", "S-03", "S-06", "S-07", "S-08", "S-20", "S-30", "S-36", "S-39", "S-40", "S-41", "S-60"} <= seen


@pytest.mark.parametrize("can", CAPABILITIES.values(), ids=lambda can: can.name)
def test_everything_fits(anna: Person, can: object) -> None:
    assert {line for screen in anna.history for line in overflow(screen, can)} == set()  # type: ignore[arg-type]


def test_no_english_shows_through(anna: Person) -> None:
    said = {(screen.id, text) for screen in anna.history for text in texts_of(screen)}
    said |= {("", text) for text in anna.words}
    assert [(where, text) for where, text in sorted(said) if english(text)] == []


def english(text: str) -> list[str]:
    plain = re.sub(r"<[^<>]*>|&\w+;|https?://\S+|/[a-z_]+", "", text)
    return [word for word in _LATIN.findall(plain) if word not in OURS]


# ------------------------------------------------------------------------------------------------------------- buttons

# How long a label may be with so many in its row: Latin and Cyrillic letters, Chinese characters.
LETTERS, CHARACTERS = {1: 32, 2: 17, 3: 11}, {1: 16, 2: 8, 3: 5}


def test_buttons_leave_room_for_their_neighbours(anna: Person) -> None:
    long = {line for screen in anna.history for line in _too_long(screen, anna.locale)}
    assert long == set()


def _too_long(screen: Screen, locale: str) -> Iterator[str]:
    limits = CHARACTERS if locale.startswith("zh") else LETTERS
    for action in screen.actions:
        beside = sum(other.row == action.row for other in screen.actions) if action.row else 1
        limit = limits[min(max(beside, 1), 3)]
        label = action.short or action.label
        if len(label) > limit:
            yield f"{screen.id}: {label!r} has {len(label)} of {limit}"
