"""What Telegram lets a card pay, said before anybody tries."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.invoices import payable as shown
from domain.kit.money import Money
from domain.shop.card_sums import TooMuchForCards, card_takes, check_price, least_by_card, most_by_card, payable
from domain.shop.native import CURRENCIES
from domain.shop.views import ShopSettings
from handlers.checkout.review import Shown, review_screen
from handlers.checkout.screens import payment_screen
from tests.handlers.goods import T, a_shop, usd
from tests.handlers.sales import quote

LIST = Path(__file__).parents[3] / "shared/data/telegram/currencies/currencies.json"
ALONE = replace(a_shop(), settings=ShopSettings(payment_methods=("telegram",)))


def test_every_currency_has_its_bounds():
    for code in CURRENCIES:
        assert 0 < least_by_card(code).minor < most_by_card(code).minor < 10**12
        assert not card_takes(least_by_card(code) - Money(1, code))
        assert card_takes(least_by_card(code))
        assert card_takes(most_by_card(code))
        assert not card_takes(most_by_card(code) + Money(1, code))


@pytest.mark.skipif(not LIST.exists(), reason="needs Telegram's list of currencies, which is not on this machine")
def test_what_we_let_through_telegram_let_through_when_its_list_was_made():
    for code, told in json.loads(LIST.read_text()).items():
        if code in CURRENCIES:
            assert int(told["min_amount"]) <= least_by_card(code).minor
            assert most_by_card(code).minor <= int(told["max_amount"])


@pytest.mark.parametrize(("sum_", "taken"), [("0.99", False), ("1.00", True), ("10000.00", True), ("10000.01", False)])
def test_dollars(sum_, taken):
    assert card_takes(usd(sum_)) is taken


def test_stars_and_currencies_telegram_does_not_know_are_no_cards():
    assert not card_takes(Money(150, "XTR"))
    assert not card_takes(Money(1000, "KWD"))


def test_a_price_nobody_could_pay_is_refused_with_the_limit():
    with pytest.raises(TooMuchForCards) as refusal:
        check_price(ALONE, usd("10000.01"))
    assert T.refusal(refusal.value).startswith("Telegram takes at most $10,000.00 by card")
    assert payable(replace(ALONE, settings=ShopSettings(payment_methods=("telegram", "cash"))), usd("20000.00"))


def test_who_cannot_pay_this_sum_by_card_is_told_which_they_could():
    screen = payment_screen((), "", "b", 1, ALONE, T, card=True)
    assert screen.body == "A card in Telegram takes sums from $1.00 to $10,000.00."
    assert payment_screen(("cash",), "cash", "b", 1, ALONE, T).body == ""


def test_a_button_telegram_would_not_make_is_missed_in_words():
    screen = review_screen(Shown(replace(quote(), payment="telegram"), "b", ALONE), T)
    assert [action.pay for action in screen.actions if action.pay]
    assert "Nothing was charged" in shown(screen, {}, T).notice
    links = {action.pay: "https://t.me/$x" for action in screen.actions if action.pay}
    assert shown(screen, links, T) == screen
