"""The page in a real browser: what is typed and pressed arrives once, what changes does not throw the reader out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from playwright.async_api import Browser, Page, expect

from tests.kit.chromium import launched, visitor
from tests.kit.paper_shop import PaperShop, paper_shop
from tests.kit.sample_screens import SAMPLES

pytestmark = pytest.mark.browser
CART, PRODUCT = SAMPLES["cart_screen"], SAMPLES["product"]
MORE_SOCKS = replace(
    CART, title="Your cart · 4 items", notice="", steppers=(CART.steppers[0], replace(CART.steppers[1], quantity=2))
)


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as found:
        yield found


@pytest.fixture
async def shop() -> AsyncIterator[PaperShop]:
    async with paper_shop() as open_shop:
        yield open_shop


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with visitor(browser, width=390, height=700) as found:
        yield found


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in the browser
            await asyncio.sleep(0.05)


async def opened(page: Page, shop: PaperShop, show: str, more: str = "") -> None:
    before = len(shop.said("hello"))
    await page.goto(f"{shop.url}/chat/demo?show={show}{more}")
    await until(lambda: len(shop.said("hello")) > before)


async def focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.id"))


async def test_words_become_a_bubble_and_the_answer_stands_below(page: Page, shop: PaperShop) -> None:
    shop.answers["two shirts\nblue"] = (SAMPLES["results"],)
    await opened(page, shop, "home_new")
    await page.get_by_label("Your message").fill("two shirts")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("blue")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log > .node").last).to_have_attribute("data-screen", "S-06")
    await expect(page.locator(".me .bubble")).to_have_text("You: two shirts\nblue")
    assert await focused(page) == "say"


async def test_a_pressed_quantity_changes_in_place_and_keeps_the_focus(page: Page, shop: PaperShop) -> None:
    shop.answers["go:l2+"] = (MORE_SOCKS,)
    await opened(page, shop, "cart_screen")
    await page.get_by_label("One more: Ribbed socks, 3 pairs").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("output").nth(1)).to_have_text("2")
    assert await focused(page) == "One more: Ribbed socks, 3 pairs"
    assert shop.said("press")[0]["node"] == "canvas"


async def test_another_screen_begins_at_its_title(page: Page, shop: PaperShop) -> None:
    shop.answers["go:checkout"] = (PRODUCT,)
    await opened(page, shop, "cart_screen")
    await page.get_by_role("button", name="Checkout").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".title")).to_have_text("Linen shirt")
    assert await focused(page) == "node-canvas-title"


async def test_what_is_typed_survives_its_own_errors(page: Page, shop: PaperShop) -> None:
    shop.answers["checkout"] = (SAMPLES["checkout_errors"],)
    await opened(page, shop, "checkout")
    await page.get_by_label("Name").fill("Zane")
    await page.get_by_role("button", name="Continue to the total").click()
    await expect(page.get_by_role("alert")).to_contain_text("Look at this again")
    assert await page.get_by_label("Name").input_value() == "Zane"
    assert await focused(page) == "canvas-address"
    assert shop.said("form")[0]["values"]["name"] == "Zane"


async def test_unacknowledged_words_are_sent_again_with_the_same_id(page: Page, shop: PaperShop) -> None:
    shop.is_deaf = True
    await opened(page, shop, "home_new")
    await page.get_by_label("Your message").fill("Are you there?")
    await page.keyboard.press("Enter")
    await until(lambda: len(shop.said("text")) == 1)
    shop.is_deaf = False
    await shop.hang_up()
    await expect(page.locator(".me")).not_to_have_class("node me sending", timeout=10_000)
    first, second = shop.said("text")
    assert first == second


async def test_words_outlive_a_reload(page: Page, shop: PaperShop) -> None:
    shop.is_deaf = True
    await opened(page, shop, "home_new")
    await page.get_by_label("Your message").fill("Are you there?")
    await page.keyboard.press("Enter")
    await until(lambda: len(shop.said("text")) == 1)
    await page.reload()
    await expect(page.locator(".me")).to_contain_text("Are you there?")
    await until(lambda: len(shop.said("text")) == 2)


async def test_words_that_do_not_get_through_are_marked_and_can_be_retried(page: Page, shop: PaperShop) -> None:
    await opened(page, shop, "home_new")
    shop.is_down = True
    await shop.hang_up()
    await page.get_by_label("Your message").fill("Are you there?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Not sent")).to_be_visible(timeout=12_000)
    shop.is_down = False
    await page.get_by_role("button", name="Retry").click()
    await expect(page.get_by_text("Not sent")).to_be_hidden()
    assert len(shop.said("text")) == 1


async def test_without_a_socket_everything_is_posted(page: Page, shop: PaperShop) -> None:
    shop.is_down = True
    await page.goto(f"{shop.url}/chat/demo?show=home_new")
    await page.get_by_role("button", name="Search").click()
    await until(lambda: bool(shop.heard))
    assert shop.heard[0]["press"] == "go:search"
    assert shop.heard[0]["posted"]


async def test_a_frame_seen_already_changes_nothing(page: Page, shop: PaperShop) -> None:
    await opened(page, shop, "home_new")
    shop.frame = 5
    await shop.show(PRODUCT)
    await expect(page.locator("#node-canvas .title")).to_have_text("Linen shirt")
    shop.frame = 3
    await shop.show(CART)
    shop.frame = 6
    await shop.show(SAMPLES["order"])
    await expect(page.locator("#node-card-order-1042")).to_be_attached()
    assert await page.locator("#node-canvas .title").inner_text() == "Linen shirt"


async def test_news_is_announced_to_who_reads_further_up(page: Page, shop: PaperShop) -> None:
    await opened(page, shop, "order,list")
    await page.evaluate("document.getElementById('log').scrollTop = 60")
    await shop.show(SAMPLES["rate"])
    await page.get_by_role("button", name="New message").click()
    await expect(page.get_by_text("How was Linen shirt?")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="New message")).to_be_hidden()


async def test_a_card_that_changes_above_does_not_move_the_canvas(page: Page, shop: PaperShop) -> None:
    await opened(page, shop, "order,list")
    await page.evaluate("document.getElementById('log').scrollTop = 400")
    before = await page.locator("#node-canvas").bounding_box()
    await shop.show(replace(SAMPLES["order"], lines=("One", "Two", "Three", "Four")))
    await expect(page.locator("#node-card-order-1042")).to_contain_text("Four")
    after = await page.locator("#node-canvas").bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 1


@pytest.mark.parametrize("link", ["&start=p1a2", "#p1a2", "#start=p1a2"])
async def test_a_link_opens_its_thing_once(page: Page, shop: PaperShop, link: str) -> None:
    await opened(page, shop, "home_new", link)
    await until(lambda: len(shop.said("start")) == 1)
    assert shop.said("start")[0]["payload"] == "p1a2"
    assert page.url.endswith("?show=home_new")


async def test_pictures_stay_off_on_the_next_visit(page: Page, shop: PaperShop) -> None:
    await opened(page, shop, "list")
    await page.get_by_label("Settings").click()
    await page.get_by_role("button", name="Show pictures").click()
    await expect(page.locator(".goods .tile").first).to_be_hidden()
    cookies = {cookie["name"]: cookie["value"] for cookie in await page.context.cookies()}
    assert cookies["hawker-pictures"] == "off"


async def test_a_site_opens_and_closes_the_chat(page: Page, shop: PaperShop) -> None:
    shop.answers["p1a2"] = (PRODUCT,)
    await page.goto(f"{shop.url}/host")
    await page.get_by_role("button", name="Chat with Gathered Goods").wait_for()
    await page.evaluate("hawker.open('p1a2')")
    frame = page.frame_locator("iframe")
    await expect(frame.locator(".title")).to_have_text("Linen shirt")
    await frame.get_by_label("Your message").press("Escape")
    await expect(page.locator("iframe")).to_be_hidden()
    await page.evaluate("hawker.add('v7')")
    await until(lambda: len(shop.said("start")) == 2)
    assert shop.said("start")[1] == {**shop.said("start")[1], "payload": "v7", "add": True}


async def test_nothing_runs_over_the_edge_of_a_narrow_phone(page: Page, shop: PaperShop) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.goto(f"{shop.url}/chat/demo?show={','.join(SAMPLES)}")
    over = await page.evaluate(
        "document.getElementById('log').scrollWidth > document.getElementById('log').clientWidth"
    )
    assert not over
    assert not complaints
