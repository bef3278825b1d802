"""Fields and cookies no browser of ours sends."""

from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict, MultiDict, MultiDictProxy

from admin_web import flash
from admin_web.auth import address_of, token_of
from admin_web.forms import Form
from bot.config import Settings


def test_a_field_loses_what_no_database_takes() -> None:
    assert Form.typed(MultiDictProxy(MultiDict(name="Te\x00a"))).text("name", limit=9) == "Tea"


def test_a_forged_sentence_says_nothing() -> None:
    request = make_mocked_request("GET", "/admin/", headers={"Cookie": "hawker-flash=abc.é"})
    assert flash.take(request, b"secret") is None


def test_a_token_of_other_letters_opens_nothing() -> None:
    request = make_mocked_request("GET", "/admin/", headers={"Cookie": "hawker-panel=" + "é" * 40})
    assert token_of(request, Settings()) == ""


def test_the_throttle_believes_the_proxys_own_line() -> None:
    lines = CIMultiDict([("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "198.51.100.4")])
    request = make_mocked_request("GET", "/", headers=lines).clone(remote="127.0.0.1")
    assert address_of(request, Settings(trusted_proxies="127.0.0.1")) == "198.51.100.4"
