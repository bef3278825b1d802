"""The stories of `test_buying`, told inside Telegram."""

from __future__ import annotations

from tests.journeys.test_buying import *

# A name is not asked for here, links on cards are the web chat's, and a typed address is a message.
del (
    test_a_first_order_from_the_shelf_takes_four_taps,
    test_the_order_remembers_how_many_taps_it_took,
    test_the_link_on_the_card_leads_back_to_the_order,
)
