"""Settings, Background work: what waits, what was given up on, what comes by the clock."""

from datetime import timedelta
from typing import Any

import pytest

from admin_web.panel.work import words
from bot.app import App
from bot.config import Settings
from domain.audit.queries import entries
from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotAllowed
from domain.kit.i18n import Translator
from domain.outbox.actions import ATTEMPTS, put, take
from domain.outbox.models import OutboxItem
from domain.work import actions, people, queries
from tests.admin_web.conftest import Browser
from tests.kit.clock import Clock
from tests.kit.shop import ShopKit

HERE = "/admin/settings/work"


async def piece(shop: Any, topic: str = "stock.back", **facts: Any) -> OutboxItem:
    async with transaction():
        await put(shop.by, topic, {"variant_id": 7})
    item = await OutboxItem.all().order_by("-id").first()
    assert item
    await OutboxItem.filter(id=item.id).update(**facts)
    return item


async def dead(shop: Any) -> OutboxItem:
    return await piece(shop, status="dead", attempts=ATTEMPTS, error="no route to the messenger")


async def test_every_state_is_told_apart(tea: ShopKit, owner: Browser, clock: Clock) -> None:
    await OutboxItem.all().delete()
    soon = now() + timedelta(hours=1)
    for facts in (
        {},
        {"not_before": soon},
        {"not_before": soon, "attempts": 3},
        {"not_before": now() - timedelta(hours=1)},
    ):
        await piece(tea, **facts)
    await piece(tea, taken_at=now(), taken_by=1)
    await dead(tea)
    assert dict(await queries.counts(system(tea.id))) == dict.fromkeys(queries.STATES, 1)
    page = await owner.get(HERE)
    assert all(word in page.plain for word in words.states(Translator()).values())
    assert (await owner.get(f"{HERE}?state=late")).plain.count("Tell who waits for an item") == 1


async def test_what_was_given_up_on_is_tried_again(tea: ShopKit, owner: Browser) -> None:
    item = await dead(tea)
    assert "no route to the messenger" in (await owner.get(HERE)).plain
    answer = await owner.follow(await owner.post(f"{HERE}/{item.id}/again"))
    assert "It is tried again now." in answer.plain
    assert item.id in {job.id for job in await take(50, 1)}
    assert (await entries(system(tea.id))).items[0].action == "work.again"


async def test_what_was_given_up_on_is_given_up_for_good(tea: ShopKit, owner: Browser) -> None:
    item = await dead(tea)
    await owner.get(HERE)
    answer = await owner.follow(await owner.post(f"{HERE}/{item.id}/drop"))
    assert "no route" not in answer.plain
    record = (await entries(system(tea.id))).items[0]
    assert (record.action, record.changes["topic"]) == ("work.dropped", "stock.back")


async def test_a_second_press_finds_it_dealt_with(tea: ShopKit, owner: Browser) -> None:
    item = await dead(tea)
    await owner.get(HERE)
    for _ in range(2):
        answer = await owner.post(f"{HERE}/{item.id}/again")
    assert "not given up on any more" in (await owner.follow(answer)).plain


async def test_another_shops_work_is_neither_seen_nor_touched(tea: ShopKit, owner: Browser) -> None:
    other = await ShopKit.open("rugs", "Rug House")
    item = await dead(other)
    assert "no route" not in (await owner.get(HERE)).plain
    answer = await owner.follow(await owner.post(f"{HERE}/{item.id}/drop"))
    assert "not given up on any more" in answer.plain
    assert (await OutboxItem.get(id=item.id)).status == "dead"


@pytest.mark.parametrize("verb", [people.try_again, people.give_up])
async def test_it_takes_the_right_to_change_settings(tea: ShopKit, verb: Any) -> None:
    item = await dead(tea)
    with pytest.raises(NotAllowed):
        await verb(Actor(tea.id, "staff", 1), item.id)


async def test_what_comes_by_the_clock_shows_its_last_run_and_its_next(tea: ShopKit, owner: Browser) -> None:
    worker = await actions.join("host:1", "worker", works=True)
    await actions.plan({"books": timedelta(minutes=1), "night.carts": timedelta(days=1)})
    run = await actions.take("books", worker)
    assert run
    await actions.end(run, timedelta(minutes=1), took_ms=42, result="3")
    page = (await owner.get(HERE)).plain
    assert "Compare the books of payment providers" in page
    assert "42 ms" in page
    assert "Not yet" in page
    assert "hawker worker · host:1" in page


async def test_every_piece_of_work_has_words(sqlite: Settings) -> None:
    jobs, t = App(sqlite).jobs, Translator()
    assert set(jobs.topics) <= set(words.topics(t))
    assert set(jobs.sweeps) == set(words.sweeps(t))
