"""Who has signed a webhook, and when: everything a forger, a thief of old messages and a wrong clock can try."""

import json

import pytest

from domain.payments.port import Forged, Unreadable
from integrations.payments.signatures import TOLERANCE, signed, verify

BODY = json.dumps({"id": "evt_1", "words": "чай ☕"}).encode()
OURS = ("whsec_new", "whsec_old")
AT = 1_780_000_000


def test_what_was_signed_now_is_believed():
    verify(BODY, signed(BODY, OURS[:1], AT), OURS, AT)


@pytest.mark.parametrize("secret", OURS)
def test_either_secret_will_do_while_one_is_being_changed(secret):
    verify(BODY, signed(BODY, [secret], AT), OURS, AT)


def test_one_of_several_signatures_is_enough():
    verify(BODY, signed(BODY, ["whsec_somebody_elses", "whsec_old"], AT), OURS, AT)


def test_bytes_of_either_kind_are_read():
    verify(bytearray(BODY), signed(BODY, OURS, AT), OURS, AT)


@pytest.mark.parametrize(
    "header",
    [
        "", "t", "t=", "nonsense", "v1=abc", "t=12", "t=now,v1=abc", f"t={AT},t={AT},v1=abc", f"t={AT},v1=",
        "t=-1,v1=a", f"t={AT},v0=abc", f"t={AT} v1=abc", f"t={AT},v1=ключ", "t=١٢٣,v1=abc", f"t={'9' * 40},v1=abc",
    ],
)  # fmt: skip
def test_a_header_that_is_none_is_forged(header):
    with pytest.raises(Forged):
        verify(BODY, header, OURS, AT)


def test_another_scheme_is_no_signature():
    with pytest.raises(Forged):
        verify(BODY, signed(BODY, OURS, AT).replace("v1=", "v0="), OURS, AT)


def test_a_changed_body_is_forged():
    with pytest.raises(Forged):
        verify(BODY.replace(b"evt_1", b"evt_2"), signed(BODY, OURS, AT), OURS, AT)


def test_a_changed_moment_is_forged():
    with pytest.raises(Forged):
        verify(BODY, signed(BODY, OURS, AT).replace(f"t={AT}", f"t={AT + 1}"), OURS, AT)


def test_the_secret_of_another_account_signs_nothing_here():
    with pytest.raises(Forged):
        verify(BODY, signed(BODY, ["whsec_other_shop"], AT), OURS, AT)


@pytest.mark.parametrize("secrets", [(), ("",), ("", "")])
def test_without_a_secret_everything_is_refused(secrets):
    with pytest.raises(Forged):
        verify(BODY, signed(BODY, secrets or ("",), AT), secrets, AT)


@pytest.mark.parametrize("seconds", [0, 1, TOLERANCE - 1, TOLERANCE, -1, -TOLERANCE])
def test_a_message_is_good_for_five_minutes_either_way(seconds):
    verify(BODY, signed(BODY, OURS, AT), OURS, AT + seconds)


@pytest.mark.parametrize("seconds", [TOLERANCE + 1, 86_400, -TOLERANCE - 1, -86_400])
def test_older_ones_and_those_from_the_future_are_unreadable(seconds):
    with pytest.raises(Unreadable):
        verify(BODY, signed(BODY, OURS, AT), OURS, AT + seconds)


def test_a_forged_old_message_is_forged_first():
    with pytest.raises(Forged):
        verify(BODY, signed(BODY, ["whsec_guessed"], AT), OURS, AT + 86_400)
