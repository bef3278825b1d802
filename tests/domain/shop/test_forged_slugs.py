"""Short names that no shop can have."""

import pytest

from domain.shop.errors import NoSuchShop
from domain.shop.queries import shop_by_slug


@pytest.mark.parametrize("slug", ["\x00", "tea\x00", "tea\n", "\udcff"])
async def test_a_name_no_database_takes_is_not_looked_up(slug):
    with pytest.raises(NoSuchShop):
        await shop_by_slug(slug)
