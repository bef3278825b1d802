"""The gateway's own books: what a key is used for once, what a closed page takes, what can still be given back."""

import pytest

from integrations.testgateway.books import Books, Order, Refused
from integrations.testgateway.switches import Switches, UnknownSwitch


def asked(key="payment-1", amount=4720, currency="USD", **more):
    facts = {"reference": "#1001", "locale": "en", "back": "/chat/tea", "hook": "/hooks/test-gateway/tea", **more}
    return Order(key, amount, currency, **facts)


@pytest.fixture
def books(tmp_path):
    books = Books(tmp_path / "books.sqlite3")
    books.open_account("tea", "Tea House")
    return books


@pytest.fixture
def charge(books):
    """A payment that was approved."""
    books.approve(books.ask("tea", asked())["token"], Switches())
    return books.all("SELECT * FROM charge")[0]


def test_nothing_is_written_before_the_first_account(tmp_path):
    assert Books(tmp_path / "books.sqlite3").all("SELECT * FROM charge") == []
    assert not (tmp_path / "books.sqlite3").exists()


def test_an_account_asked_for_again_keeps_its_keys(books):
    first = books.account(slug="tea")
    assert books.open_account("tea", "Tea & Co") == first | {"name": "Tea & Co"}


def test_the_same_key_asks_once(books):
    first = books.ask("tea", asked())
    assert books.ask("tea", asked(back="https://elsewhere.example")) == first


@pytest.mark.parametrize("change", [{"amount": 4721}, {"currency": "EUR"}, {"reference": "#1002"}])
def test_a_key_used_for_something_else_is_refused(books, change):
    books.ask("tea", asked())
    with pytest.raises(Refused) as refused:
        books.ask("tea", asked(**change))
    assert refused.value.http == 422


def test_two_accounts_may_use_the_same_key(books):
    books.open_account("rugs", "Rugs")
    assert books.ask("tea", asked())["id"] != books.ask("rugs", asked())["id"]


def test_a_second_press_charges_nothing(books, charge):
    token = books.payment(account="tea", key="payment-1")["token"]
    books.approve(token, Switches())
    books.decline(token, Switches())
    assert (len(books.all("SELECT * FROM charge")), books.payment(token=token)["status"]) == (1, "captured")


def test_a_closed_page_takes_no_money(books):
    token = books.ask("tea", asked())["token"]
    books.close("tea", "payment-1")
    books.approve(token, Switches())
    assert books.all("SELECT * FROM charge") == []


def test_what_was_paid_stays_paid_when_it_is_closed(books, charge):
    assert books.close("tea", "payment-1")["status"] == "captured"


def test_a_refund_is_made_once_per_key(books, charge):
    first = books.refund("tea", charge["id"], 1000, "r1")
    assert books.refund("tea", charge["id"], 1000, "r1") == first
    with pytest.raises(Refused):
        books.refund("tea", charge["id"], 999, "r1")


def test_no_more_goes_back_than_came(books, charge):
    books.refund("tea", charge["id"], 4000, "r1")
    with pytest.raises(Refused) as refused:
        books.refund("tea", charge["id"], 721, "r2")
    assert refused.value.code == "refund_too_much"
    books.refund("tea", charge["id"], 720, None)


def test_nobody_refunds_a_charge_of_another_account(books, charge):
    books.open_account("rugs", "Rugs")
    with pytest.raises(Refused) as refused:
        books.refund("rugs", charge["id"], 1, "r1")
    assert refused.value.http == 404


def test_an_old_secret_signs_beside_the_new_one_for_a_day(books, clock):
    (old,) = books.secrets_of("tea")
    books.change_secret("tea")
    assert (books.secrets_of("tea")[1], len(set(books.secrets_of("tea")))) == (old, 2)
    clock.passes(hours=25)
    assert old not in books.secrets_of("tea")


def test_every_charge_is_listed_page_by_page(books):
    for number in range(5):
        books.approve(books.ask("tea", asked(f"payment-{number}"))["token"], Switches())
    seen, after = [], ""
    while page := books.charges("tea", 0, after, limit=2):
        seen += [row["key"] for row in page]
        after = page[-1]["id"]
    assert sorted(seen) == [f"payment-{number}" for number in range(5)]


@pytest.mark.parametrize(
    "wrong",
    [{"delay": -1}, {"delay": "5"}, {"delay": True}, {"twice": 1}, {"decline": "no"}, {"fly": True}, {"lose": 101}],
)
def test_there_are_no_other_switches(wrong):
    with pytest.raises(UnknownSwitch):
        Switches().changed(wrong)
