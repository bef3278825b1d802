from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.rules import Timing, arrival, ready_for_pickup

RIGA = ZoneInfo("Europe/Riga")
NEW_YORK = ZoneInfo("America/New_York")
WORKDAYS = frozenset({0, 1, 2, 3, 4})
COURIER = Timing(transit_days=(1, 2), cut_off=time(14), weekdays=WORKDAYS)
COUNTER = Timing(preparation_minutes=120, hours=(time(10), time(18)), weekdays=WORKDAYS)


def riga(day, hour, minute=0, fold=0):
    return datetime(2026, 11, day, hour, minute, fold=fold, tzinfo=RIGA).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        (riga(9, 13, 59), 10, 11),
        (riga(9, 14, 0), 11, 12),
        (riga(12, 9), 13, 16),
        (riga(13, 15), 17, 18),
        (riga(14, 9), 17, 18),
        (riga(15, 23, 59), 17, 18),
    ],
    ids=["before cut-off", "at cut-off", "over the weekend", "Friday late", "Saturday", "Sunday"],
)
def test_days_are_open_days_and_today_counts_before_the_cut_off(at, first, last):
    assert arrival(COURIER, at, RIGA) == (date(2026, 11, first), date(2026, 11, last))


def test_closed_dates_are_skipped_in_preparation_and_on_the_way():
    closed = frozenset({date(2026, 11, 18), date(2026, 11, 20)})
    timing = Timing(preparation_days=1, transit_days=(1, 2), weekdays=WORKDAYS, closed_dates=closed)
    assert arrival(timing, riga(17, 10), RIGA) == (date(2026, 11, 23), date(2026, 11, 24))


def test_the_day_is_the_shops_and_not_that_of_greenwich():
    at = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
    assert arrival(Timing(), at, NEW_YORK) == (date(2026, 11, 9), date(2026, 11, 9))
    assert arrival(Timing(), at, RIGA) == (date(2026, 11, 10), date(2026, 11, 10))


def test_a_cut_off_in_the_hour_that_clocks_skip_still_cuts():
    timing, early = Timing(cut_off=time(2, 30)), datetime(2026, 3, 8, 6, 59, tzinfo=UTC)
    assert arrival(timing, early, NEW_YORK)[0] == date(2026, 3, 8)
    assert arrival(timing, early + timedelta(hours=1), NEW_YORK)[0] == date(2026, 3, 9)


def test_a_cut_off_in_the_hour_that_clocks_repeat_cuts_once_for_the_day():
    timing, passed = Timing(cut_off=time(1, 30)), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert arrival(timing, passed - timedelta(minutes=1), NEW_YORK)[0] == date(2026, 11, 1)
    assert arrival(timing, passed, NEW_YORK)[0] == date(2026, 11, 2)
    assert arrival(timing, passed + timedelta(minutes=45), NEW_YORK)[0] == date(2026, 11, 2)


def test_a_method_that_never_opens_is_not_offered():
    never = Timing(weekdays=frozenset())
    assert arrival(never, riga(9, 9), RIGA) is None
    assert ready_for_pickup(never, riga(9, 9), RIGA) is None


@pytest.mark.parametrize("wrong", [{"transit_days": (2, 1)}, {"preparation_days": -1}, {"hours": (time(9), time(8))}])
def test_an_impossible_timing_is_refused_when_it_is_made(wrong):
    with pytest.raises(ValueError):
        Timing(**wrong)


@pytest.mark.parametrize(
    ("at", "ready"),
    [
        (riga(9, 11), riga(9, 13)),
        (riga(9, 7), riga(9, 12)),
        (riga(9, 17), riga(10, 11)),
        (riga(9, 16), riga(10, 10)),
        (riga(9, 20), riga(10, 12)),
        (riga(13, 17, 30), riga(16, 11, 30)),
    ],
    ids=["open", "before opening", "carried over", "never at the closing bell", "after closing", "over the weekend"],
)
def test_pickup_is_prepared_in_opening_hours(at, ready):
    assert ready_for_pickup(COUNTER, at, RIGA) == ready


def test_round_the_clock_preparation_takes_real_hours_across_a_clock_change():
    timing = Timing(preparation_minutes=180)
    before = datetime(2026, 10, 25, 2, 0, tzinfo=RIGA).astimezone(UTC)
    assert ready_for_pickup(timing, before, RIGA) == before + timedelta(hours=3)


def test_pickup_after_preparation_days_is_ready_after_opening():
    timing = Timing(preparation_days=2, preparation_minutes=60, hours=(time(10), time(18)), weekdays=WORKDAYS)
    assert ready_for_pickup(timing, riga(12, 12), RIGA) == riga(16, 11)
    assert ready_for_pickup(timing, riga(12, 19), RIGA) == riga(17, 11)


instants = st.integers(1_577_836_800, 2_050_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
zones = st.sampled_from(["Europe/Riga", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"])
timings = st.builds(
    Timing,
    preparation_days=st.integers(0, 9),
    transit_days=st.tuples(st.integers(0, 5), st.integers(5, 9)),
    cut_off=st.none() | st.times(),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    preparation_minutes=st.integers(0, 5000),
    hours=st.none() | st.just((time(9), time(18))) | st.just((time(9), time(0))),
)


@given(timings, instants, zones)
def test_arrival_is_open_never_in_the_past_and_in_order(timing, at, name):
    today = at.astimezone(ZoneInfo(name)).date()
    first, last = arrival(timing, at, ZoneInfo(name))
    assert today <= first <= last
    assert {first.weekday(), last.weekday()} <= timing.weekdays


@given(timings, instants, zones, st.integers(1, 10_000))
def test_ordering_later_never_brings_it_earlier(timing, at, name, minutes):
    zone, later = ZoneInfo(name), at + timedelta(minutes=minutes)
    assert arrival(timing, at, zone) <= arrival(timing, later, zone)
    assert ready_for_pickup(timing, at, zone) <= ready_for_pickup(timing, later, zone)


@given(timings, instants, zones)
def test_pickup_is_ready_while_the_shop_is_open(timing, at, name):
    ready = ready_for_pickup(timing, at, ZoneInfo(name))
    local = ready.astimezone(ZoneInfo(name))
    assert ready >= at + timedelta(minutes=timing.preparation_minutes)
    assert local.weekday() in timing.weekdays
    assert timing.hours is None or timing.hours[0] <= local.time()
