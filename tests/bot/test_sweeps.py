"""Every night: what nobody can need goes, what sells is counted, and nothing of value is touched."""

from bot import sweeps
from domain.chats.actions import open_chat
from domain.chats.models import Chat
from domain.events.actions import flush, note
from domain.kit.actor import Actor
from domain.kit.db import handling, sql, transaction
from domain.outbox.models import Handled


async def test_every_sweep_runs_on_an_empty_database(db):
    for name, sweep in sweeps.NIGHT.items():
        assert await sweep() == 0, name


async def test_keys_of_inputs_are_kept_for_two_days(db, shop, clock):
    with handling("web:1:old"):
        async with transaction():
            pass
    clock.passes(hours=47)
    await night()
    assert await Handled.all().count() == 1
    clock.passes(hours=2)
    await night()
    assert await Handled.all().count() == 0


async def test_what_is_looked_at_counts_for_thirty_days(db, shop, clock):
    product_id = await shop.product("Blue teapot")
    note(Actor(shop.id, "visitor"), "view", product_id)
    await flush()
    await night()
    assert await views(product_id) == 1
    clock.passes(days=31)
    await night()
    assert await views(product_id) == 0


async def test_only_web_chats_of_strangers_are_forgotten(db, shop, clock):
    """A messenger goes on showing what it has shown, and people of the shop are told there."""
    for channel in ("web", "telegram"):
        await open_chat(shop.id, channel, "7", "en", None, "")
    clock.passes(days=400)
    await night()
    assert await Chat.all().values_list("channel", flat=True) == ["telegram"]


async def views(product_id):
    rows = await sql("SELECT views_30 FROM product WHERE id = $1", product_id)
    return rows[0]["views_30"]


async def night():
    for sweep in sweeps.NIGHT.values():
        await sweep()
