"""Telegram's book of Stars, read without Telegram."""

from datetime import UTC, datetime, timedelta

import pytest
from aiogram.methods import GetStarTransactions
from aiogram.types import StarTransaction, StarTransactions, TransactionPartnerFragment, TransactionPartnerUser, User

from domain.kit.money import Money
from domain.orders.views import PaymentView
from domain.payments.port import Keys, ProviderError
from integrations.payments.telegram import Stars

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)
KEYS = Keys("7", "", ())
PERSON = User(id=77, is_bot=False, first_name="Anna")


def stars(number: int) -> Money:
    return Money(number, "XTR")


def line(name: str, minutes: int = 0, *, back: bool = False, payload: str = "q:1:1") -> StarTransaction:
    side = TransactionPartnerUser(transaction_type="invoice_payment", user=PERSON, invoice_payload=payload)
    return StarTransaction(
        id=name, amount=150, date=NOON + timedelta(minutes=minutes), **{"receiver" if back else "source": side}
    )


class Book:
    """Whoever answers for Telegram; a refund is answered by `refusal`."""

    def __init__(self, *lines: StarTransaction, refusal: ProviderError | None = None) -> None:
        self.lines = list(lines)
        self.refusal = refusal
        self.asked: list[tuple[int, int]] = []

    async def call(self, shop_id, method):
        assert shop_id == 7
        if isinstance(method, GetStarTransactions):
            self.asked.append((method.offset, method.limit))
            return StarTransactions(transactions=self.lines[method.offset : method.offset + method.limit])
        if self.refusal:
            raise self.refusal
        return True


def payment(**facts: str) -> PaymentView:
    known = {"payer": "77", "at": NOON.isoformat(), **facts}
    return PaymentView(
        1, 1, "stars", stars(150), stars(0), "captured", "a", NOON, session="q:1:1", facts=known
    )  # fmt: skip


async def charges(book: Book, since: datetime = NOON):
    return [charge async for charge in Stars(book).charges(KEYS, since)]


async def test_a_charge_and_its_refund_have_one_name():
    [charge] = await charges(Book(line("a"), line("a", 5, back=True)))
    assert (charge.reference, charge.key, charge.amount, charge.payer) == ("a", "q:1:1", stars(150), "77")
    assert [(back.reference, back.amount) for back in charge.refunds] == [("a", stars(150))]


async def test_what_is_no_invoice_of_ours_is_left_alone():
    withdrawal = StarTransaction(id="w", amount=9, date=NOON, receiver=TransactionPartnerFragment())
    gift = line("g")
    gift = gift.model_copy(update={"source": gift.source.model_copy(update={"invoice_payload": None})})
    assert await charges(Book(withdrawal, gift)) == []


async def test_a_long_book_is_read_in_pages():
    book = Book(*(line(f"c{n}", n) for n in range(250)))
    assert len(await charges(book)) == 250
    assert book.asked == [(0, 100), (100, 100), (200, 100)]


async def test_what_was_too_old_is_not_read_again():
    book = Book(*(line(f"c{n}", n) for n in range(250)))
    provider = Stars(book)
    later = NOON + timedelta(minutes=200)
    assert len([c async for c in provider.charges(KEYS, later)]) == 51
    book.asked.clear()
    assert len([c async for c in provider.charges(KEYS, later)]) == 51
    assert min(offset for offset, _ in book.asked) == 198


async def test_looking_for_one_payment_does_not_hide_older_ones_from_the_books():
    book = Book(line("old"), line("a", 60))
    provider = Stars(book)
    state = await provider.status(payment(at=(NOON + timedelta(minutes=60)).isoformat()), KEYS)
    assert [charge.reference for charge in state.charges] == ["a"]
    assert len([c async for c in provider.charges(KEYS, NOON)]) == 2


async def test_another_bots_book_is_read_from_its_beginning():
    book = Book(*(line(f"c{n}", n) for n in range(20)))
    provider = Stars(book)
    assert [c async for c in provider.charges(KEYS, NOON + timedelta(days=1))] == []
    book.lines = [line("new", 2000)]
    assert [c.reference async for c in provider.charges(KEYS, NOON)] == ["new"]


async def test_a_part_of_a_payment_is_refused_without_asking():
    with pytest.raises(ProviderError) as refused:
        await Stars(Book()).refund(payment(), stars(50), "k", KEYS)
    assert refused.value.permanent


async def test_a_refund_without_a_known_payer_is_refused():
    with pytest.raises(ProviderError):
        await Stars(Book()).refund(payment(payer=""), stars(150), "k", KEYS)


@pytest.mark.parametrize(("lines", "found"), [((line("a"), line("a", 1, back=True)), True), ((line("a"),), False)])
async def test_refunded_already_is_believed_only_when_the_book_says_so(lines, found):
    refusal = ProviderError("Bad Request: CHARGE_ALREADY_REFUNDED", permanent=True)
    provider = Stars(Book(*lines, refusal=refusal))
    if found:
        assert (await provider.refund(payment(), stars(150), "k", KEYS)).reference == "a"
    else:
        with pytest.raises(ProviderError) as unsure:
            await provider.refund(payment(), stars(150), "k", KEYS)
        assert not unsure.value.permanent


async def test_an_unknown_payment_is_said_to_be_unknown():
    assert (await Stars(Book()).status(payment(), KEYS)).status == "unknown"
