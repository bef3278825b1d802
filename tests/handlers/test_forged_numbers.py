"""Numbers no database could hold, however they are written."""

from types import SimpleNamespace

import pytest

from handlers.filters import Presses
from handlers.orders.buttons import OpenOrder


@pytest.mark.parametrize("number", ["1" * 19, "1_000_000_000_000_000_000", "1_0000000000_0000000000"])
async def test_a_number_too_long_was_drawn_by_nobody(number):
    assert not await Presses(OpenOrder)(SimpleNamespace(data=f"od:{number}"))


async def test_an_ordinary_number_is_looked_at():
    assert await Presses(OpenOrder)(SimpleNamespace(data="od:999999999999999999"))
