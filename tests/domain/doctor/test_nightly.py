"""Every night the rules are looked at, and the owner is told what does not hold."""

from bot.sweeps import NIGHT
from domain.doctor.nightly import complaints, look_over
from domain.kit.db import sql
from tests.kit.market import Market


async def notes():
    return [row["action"] for row in await sql("SELECT action FROM audit WHERE action LIKE 'doctor%' ORDER BY id")]


async def test_a_clean_night_says_nothing(clean):
    assert (await NIGHT["doctor"](), await complaints(clean.owner), await notes()) == (0, (), [])


async def test_the_owner_is_told_until_it_is_right_again(clean):
    await sql("UPDATE coupon SET used = used + 1")
    assert [await look_over() for _ in range(2)] == [1, 1]
    assert await complaints(clean.owner) == ("A coupon is used as often as it was, and never above its limit.",)
    await sql("UPDATE coupon SET used = used - 1")
    await look_over()
    assert await complaints(clean.owner) == ()
    assert await notes() == ["doctor.found", "doctor.well"]


async def test_a_neighbour_hears_nothing_of_it(clean):
    other = await Market.open("other")
    await sql("UPDATE orders SET fees = fees + 1 WHERE number = 1001")
    await look_over()
    assert await complaints(other.owner) == ()


async def test_what_is_the_whole_installations_is_told_in_its_first_shop(clean):
    await Market.open("other")
    await sql(
        "INSERT INTO failed_update (key, channel, body, error, code, at)"
        " SELECT 'tg:1:2', 'telegram', '{}', 'ours', 'ABC', MIN(created_at) FROM orders"
    )
    await look_over()
    assert await complaints(clean.owner) == ("No input of a customer fails for a reason of ours.",)


async def test_after_a_night_without_power_what_waits_for_the_worker_is_not_told(clean, clock):
    tea = (await sql("SELECT MIN(id) AS id FROM variant"))[0]["id"]
    await clean.order(await clean.buyer("boris"), (tea, 1))
    clock.passes(hours=12)
    assert await look_over() == 0
