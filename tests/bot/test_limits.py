"""Limits per address and session: a burst passes, the next one is refused with a sentence, time heals."""

import pytest

from bot.limits import COUPONS, GUESSES, MESSAGES, SESSIONS, Limit, Limiter, TooManyCoupons, TooManyMessages


class Ticks:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def limiter(ticks):
    return Limiter(clock=ticks)


def test_a_burst_passes_and_the_next_is_refused(limiter):
    for _ in range(MESSAGES.burst):
        limiter.take(MESSAGES, "anna")
    with pytest.raises(TooManyMessages) as refused:
        limiter.take(MESSAGES, "anna")
    assert refused.value.values == {"minutes": 1}


def test_others_are_not_held_up(limiter):
    for _ in range(MESSAGES.burst):
        limiter.take(MESSAGES, "anna")
    limiter.take(MESSAGES, "boris")


def test_who_has_no_network_address_shares_none(limiter):
    for _ in range(2 * SESSIONS.burst):
        limiter.take(SESSIONS, "")


def test_time_refills_the_bucket(limiter, ticks):
    for _ in range(COUPONS.burst):
        limiter.take(COUPONS, "anna")
    with pytest.raises(TooManyCoupons):
        limiter.take(COUPONS, "anna")
    ticks.at += COUPONS.per / COUPONS.burst
    limiter.take(COUPONS, "anna")


def test_memory_stays_bounded(ticks):
    limiter = Limiter(keep=10, clock=ticks)
    for n in range(100):
        limiter.take(Limit("any", 1, 60), str(n))
    assert len(limiter._levels) == 10


async def test_coupon_codes_cannot_be_guessed_by_trying(app, shop, anna):
    await shop.product("Blue teapot")
    await anna.types("teapot")
    await anna.taps_on("Blue teapot")
    await anna.taps_on("Add to cart")
    await anna.presses("kc:k")
    for n in range(COUPONS.burst):
        await anna.fills("coupon", code=f"GUESS{n}")
    await anna.types("GUESS99")
    assert anna.sees("Too many codes tried")


async def test_codes_cannot_be_guessed_as_words_either(app, shop, anna):
    await shop.product("Blue teapot")
    for n in range(GUESSES.burst):
        await anna.types(f"SPRING{n}")
    await anna.types("SPRING99")
    assert anna.sees("That was a lot at once")


async def test_made_up_sessions_make_no_customers_without_end(app, shop, person):
    for n in range(SESSIONS.burst + 3):
        await person(f"robot{n}").types("hello")
    assert await shop.count("customer") == SESSIONS.burst
