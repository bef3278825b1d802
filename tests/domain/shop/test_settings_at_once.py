"""Two people save settings at the same moment: neither writes over what the other has said."""

import pytest

from domain.shop.actions import change_settings
from domain.shop.queries import shop_of
from tests.kit.races import Point, after_lock, before_begin, before_commit, before_statement, meet
from tests.kit.shop import ShopKit


@pytest.mark.parametrize("point", [before_begin, before_statement(2), before_statement(3), after_lock, before_commit])
async def test_settings_saved_at_once_are_all_kept(shop: ShopKit, point: Point) -> None:
    met = await meet(
        lambda: change_settings(shop.by, page_size=5), lambda: change_settings(shop.by, low_stock=9), point
    )  # fmt: skip
    assert (met.first, met.rival) == ("done", "done")
    kept = (await shop_of(shop.by)).settings
    assert (kept.page_size, kept.low_stock) == (5, 9)
