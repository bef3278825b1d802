"""What no page of ours sends: refused or made harmless before anything is looked up."""

import json

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from admin_web.auth import address_of
from bot.channels.webchat.receive import Receiver, Sender, read, whole
from bot.channels.webchat.server import _parsed
from bot.config import Settings
from bot.limits import ADDRESS_MESSAGES, Limiter, TooManyMessages
from domain.kit.errors import BadInput

SENDER = Sender(1, "s" * 64, "192.0.2.7", "en")


def test_text_loses_what_no_database_takes():
    assert read(SENDER, {"t": "text", "cid": "a", "text": "te\x00a \ud800!"}).data == "tea !"
    assert read(SENDER, {"t": "press", "cid": "a\x00", "data": "h\x00\udfff"}).data == "h"


@pytest.mark.parametrize("values", ["words", ["a"], 7, None])
def test_a_form_without_fields_has_none(values):
    form = json.loads(read(SENDER, {"t": "form", "cid": "a", "form": "name", "rev": "²", "values": values}).data)
    assert form == {"form": "name", "rev": 0, "values": {}}


@pytest.mark.parametrize("kind", [None, [], {}, "admin"])
def test_an_unknown_kind_is_refused(kind):
    with pytest.raises(BadInput):
        read(SENDER, {"t": kind, "cid": "a"})


@pytest.mark.parametrize(("said", "number"), [(3, 3), ("17", 17), (-1, 0), ("x", 0), (1e300, 0), ([], 0), (10**30, 0)])
def test_frame_numbers_are_small_and_whole(said, number):
    assert whole(said) == number


def test_a_frame_nested_too_deeply_says_nothing():
    assert _parsed("[" * 60_000) == {}


def test_sessions_share_the_limit_of_their_address():
    receiver = Receiver(None, None, Limiter())
    *first, last = (Sender(1, f"session {n}", "192.0.2.7", "en") for n in range(ADDRESS_MESSAGES.burst + 1))
    for sender in first:
        receiver._limit(sender)
    with pytest.raises(TooManyMessages):
        receiver._limit(last)
    assert len(receiver.limiter._levels) == ADDRESS_MESSAGES.burst + 1


def test_the_proxys_own_line_says_who_came():
    lines = CIMultiDict([("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "198.51.100.4")])
    request = make_mocked_request("GET", "/", headers=lines).clone(remote="127.0.0.1")
    assert address_of(request, Settings(trusted_proxies="127.0.0.1")) == "198.51.100.4"
