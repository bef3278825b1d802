"""The stories of `test_paying_online`, told inside Telegram."""

from __future__ import annotations

from tests.journeys.test_paying_online import *

# They read the form of the web chat, or come back to its page.
del (
    test_the_way_to_pay_says_who_takes_the_money,
    test_who_comes_back_before_the_webhook_finds_it_placed,
    test_out_of_test_mode_it_is_not_offered,
)
