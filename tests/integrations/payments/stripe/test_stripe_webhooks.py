"""What Stripe's webhooks say, and whom we believe: signed by Stripe's own library, read by ours."""

import json

import pytest
from stripe import Webhook, WebhookSignature

from domain.kit.clock import now
from domain.payments.port import Event, Forged, Keys, Unreadable
from integrations.payments.addresses import Addresses
from integrations.payments.signatures import signed
from integrations.payments.stripe import HEADER, Stripe, messages

SECRET, OLD = "whsec_new_new_new", "whsec_old_old_old"
KEYS = Keys("acct_1Hawker", "sk_test_x", (SECRET, OLD), owner="mark-of-tea")
MINE = {"hawker_shop": "mark-of-tea", "hawker_payment": "payment-12"}
SESSION = {"id": "cs_test_a1", "object": "checkout.session", "payment_intent": "pi_1", "metadata": MINE}
INTENT = {"id": "pi_1", "object": "payment_intent", "metadata": MINE}
CHARGE = {"id": "ch_1", "object": "charge", "payment_intent": "pi_1", "metadata": MINE}
REFUND = {"id": "re_1", "object": "refund", "payment_intent": "pi_1", "metadata": {}}
DISPUTE = {"id": "dp_1", "object": "dispute", "payment_intent": "pi_1", "metadata": {}}


def event(kind, thing, **changes):
    told = {"id": "evt_1", "object": "event", "type": kind, "livemode": False, "data": {"object": thing}}
    return json.dumps(told | changes).encode()


def read(raw, header=None, at=None, keys=KEYS, mode="test"):
    at = at or int(now().timestamp())
    said = header if header is not None else WebhookSignature.generate_signature_header(raw.decode(), SECRET, at)
    return Stripe(mode, Addresses()).read_webhook(raw, {HEADER: said}, keys)


@pytest.mark.parametrize(
    ("kind", "thing", "heard", "about"),
    [
        ("checkout.session.completed", SESSION, "captured", "cs_test_a1"),
        ("checkout.session.async_payment_succeeded", SESSION, "captured", "cs_test_a1"),
        ("payment_intent.succeeded", INTENT, "captured", "pi_1"),
        ("checkout.session.expired", SESSION, "failed", "cs_test_a1"),
        ("checkout.session.async_payment_failed", SESSION, "failed", "cs_test_a1"),
        ("charge.refunded", CHARGE, "refunded", "pi_1"),
        ("refund.created", REFUND, "refunded", "pi_1"),
        ("refund.updated", REFUND, "refunded", "pi_1"),
        ("refund.failed", REFUND, "refunded", "pi_1"),
        ("charge.refund.updated", REFUND, "refunded", "pi_1"),
        ("charge.dispute.created", DISPUTE, "disputed", "pi_1"),
        ("charge.dispute.closed", DISPUTE, "disputed", "pi_1"),
    ],
)
def test_every_kind_that_concerns_us_says_where_to_look(kind, thing, heard, about):
    key = "payment-12" if thing["metadata"] else ""
    assert read(event(kind, thing)) == Event("evt_1", heard, key, about=about)


def test_every_kind_we_ask_for_is_understood():
    assert set(messages.NEEDED) <= set(messages.KINDS)


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("payout.paid", {"id": "po_1", "object": "payout"}),
        ("checkout.session.completed", SESSION | {"metadata": {}}),
        ("checkout.session.completed", SESSION | {"metadata": MINE | {"hawker_shop": "neighbour"}}),
        ("charge.refunded", CHARGE | {"payment_intent": None}),
    ],
)
def test_what_concerns_others_is_passed_over(kind, thing):
    assert read(event(kind, thing)) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b"null", b"7", b"{}", b"[" * 100_000, event("refund.created", None),
        event("refund.created", REFUND | {"payment_intent": 5}), event("refund.created", REFUND | {"metadata": "x"}),
        event("refund.created", REFUND, livemode="no"), event("refund.created", REFUND, id=""),
        event("refund.created", REFUND, id="e" * 200), event("refund.created", REFUND, object="v2.core.event"),
        event("refund.created", REFUND, livemode=True), event("refund.created", REFUND, account="acct_2"),
    ],
)  # fmt: skip
def test_senseless_or_foreign_ones_are_refused(raw):
    with pytest.raises(Unreadable):
        read(raw)


def test_live_events_are_for_the_live_side():
    assert read(event("refund.created", REFUND, livemode=True), mode="live")
    with pytest.raises(Unreadable):
        read(event("refund.created", REFUND), mode="live")


@pytest.mark.parametrize("secret", [SECRET, OLD])
def test_the_librarys_signatures_are_ours_and_ours_the_librarys(secret):
    raw, at = event("refund.created", REFUND | {"note": "чай ☕"}), int(now().timestamp())
    assert read(raw, WebhookSignature.generate_signature_header(raw.decode(), secret, at))
    assert Webhook.construct_event(raw, signed(raw, [secret], at), secret, tolerance=10**9).id == "evt_1"


def header(secret=SECRET, raw=None, at=0, scheme="v1"):
    raw = raw or event("refund.created", REFUND)
    at = int(now().timestamp()) + at
    return WebhookSignature.generate_signature_header(raw.decode(), secret, at).replace("v1=", f"{scheme}=")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (lambda: "", Forged),
        (lambda: "bad_header", Forged),
        (lambda: "t=potato,v1=abc", Forged),
        (lambda: header(scheme="v0"), Forged),
        (lambda: header(secret="whsec_guessed"), Forged),
        (lambda: header(raw=b'{"another": "body"}'), Forged),
        (lambda: header().replace("t=", "t=1"), Forged),
        (lambda: header() + ",t=12", Forged),
        (lambda: header(at=-301), Unreadable),
        (lambda: header(at=301), Unreadable),
    ],
)
def test_a_header_that_does_not_fit_is_refused(said, refusal):
    with pytest.raises(refusal):
        read(event("refund.created", REFUND), said())


@pytest.mark.parametrize(
    "said", [lambda: header() + ",v1=bad_signature", lambda: header(at=-299), lambda: header(at=299)]
)
def test_a_header_that_fits_is_believed(said):
    assert read(event("refund.created", REFUND), said())


def test_without_secrets_nobody_is_believed():
    with pytest.raises(Forged):
        read(event("refund.created", REFUND), keys=Keys("", "sk_test_x", ()))
