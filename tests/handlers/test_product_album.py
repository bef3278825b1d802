"""The pictures of a product: one after another in place, then all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.catalog.actions import unpublish
from domain.catalog.models import ProductImage
from domain.catalog.views import ImageView
from domain.media.models import MediaFile
from domain.shop.actions import bump
from handlers.channel import TELEGRAM, WEBCHAT, WHATSAPP
from handlers.fit import apart, overflow
from handlers.product.buttons import OpenAlbum, OpenProduct
from handlers.product.choosing import select
from handlers.product.details import album_cards
from handlers.product.screens import Shown, product_screen
from handlers.screen import Action, Nav, Photo, Screen
from tests.handlers.goods import T, a_shop, action, labels, product


def pictured(count: int, photo: int = 0, alt: str = "") -> Shown:
    images = tuple(ImageView(f"/media/{n}.webp", alt and f"{alt} {n}") for n in range(1, count + 1))
    return Shown(a_shop(), select(replace(product(), images=images), ""), photo=photo)


def album(*photos: Photo, **more: object) -> Screen:
    pictures = photos or (Photo("/media/1.webp", "One"), Photo("/media/2.webp", "Two"))
    return Screen(**{"id": "S-08", "kind": "card", "key": "photos:1:0", "album": pictures, "nav": None, **more})


def test_pictures_go_round_and_the_last_one_offers_them_all():
    assert "All photos" not in labels(product_screen(pictured(3, photo=1), T))
    last = product_screen(pictured(3, photo=2), T)
    assert action(last, "🖼 3/3").press.photo == 0
    assert action(last, "All photos").press == OpenAlbum(id=1)


def test_a_single_picture_has_nothing_to_turn_to():
    assert not [label for label in labels(product_screen(pictured(1), T)) if "🖼" in label or "photos" in label]


@pytest.mark.parametrize(("count", "cards"), [(0, []), (1, []), (2, [2]), (10, [10]), (11, [5, 6]), (50, [10] * 5)])
def test_an_album_holds_every_picture_in_as_few_cards_as_can_be(count: int, cards: list[int]):
    made = album_cards(pictured(count), T)
    assert [len(card.album) for card in made] == cards
    assert [p.path for card in made for p in card.album] == [f"/media/{n + 1}.webp" for n in range(count)][: sum(cards)]
    assert len({card.key for card in made}) == len(cards)
    assert not [line for card in made for can in (TELEGRAM, WHATSAPP, WEBCHAT) for line in overflow(card, can)]


def test_pictures_without_words_are_told_apart_by_number():
    (card,) = album_cards(pictured(2), T)
    assert [p.alt for p in card.album] == ["Linen shirt, picture 1 of 2", "Linen shirt, picture 2 of 2"]
    (worded,) = album_cards(pictured(2, alt="On a hook"), T)
    assert [p.alt for p in worded.album] == ["On a hook 1", "On a hook 2"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (album(Photo("/media/1.webp", "One")), "an album of 1 pictures"),
        (album(*[Photo("/media/1.webp", "One")] * 11), "an album of 11 pictures"),
        (album(Photo("/a", "One"), Photo("/b")), "a picture without words"),
        (album(actions=(Action("Buy", press=OpenProduct(id=1)),)), "without buttons"),
        (album(kind="canvas", nav=Nav()), "a card of its own"),
        (album(title="x" * 1025), "1025 characters"),
    ],
)
def test_what_no_messenger_takes_as_an_album_is_named(wrong: Screen, why: str):
    assert any(why in line for line in overflow(wrong, TELEGRAM))


def test_a_channel_without_albums_sends_one_after_another():
    one, two = apart(album(title="Linen shirt"), WHATSAPP)
    assert (one.title, one.media, one.album) == ("Linen shirt", Photo("/media/1.webp", "One"), ())
    assert (two.title, two.media) == ("", Photo("/media/2.webp", "Two"))
    assert one.key != two.key
    assert apart(album(), TELEGRAM) == (album(),)


async def hang(shop, product_id: int, count: int) -> None:
    for n in range(1, count + 1):
        file = await MediaFile.add(shop.by, path=f"/media/{n}.webp", digest=f"{n:064}", width=800, height=800)
        await ProductImage.add(shop.by, product_id=product_id, media_id=file.id, position=n)
    await bump(shop.by)


async def test_all_photos_come_as_a_card_with_the_product_under_it(shop, anna):
    mug = await shop.product("Enamel mug")
    await hang(shop, mug, 3)
    await anna.presses(OpenProduct(id=mug, photo=2, src="all.1.pop").pack())
    await anna.taps_on("All photos")
    (card,) = anna.cards.values()
    assert len(card.album) == 3
    assert anna.history[-2:] == [card, anna.screen]
    await anna.taps_on("Back")
    assert anna.screen.id == "S-03"


async def test_photos_of_what_is_no_longer_sold_say_so(shop, anna):
    mug = await shop.product("Enamel mug")
    await shop.product("Clay mug")
    await unpublish(shop.owner, mug)
    await anna.presses(OpenAlbum(id=mug).pack())
    assert anna.screen.id == "S-70"
    assert not anna.cards
