"""S-66 in every messenger and language."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.kit.i18n import Translator
from domain.privacy.errors import YourOrders
from domain.privacy.views import ErasureView
from handlers.privacy.buttons import EraseMe
from handlers.privacy.screens import Written, erased_screen, file_card, privacy_screen, question_screen
from handlers.screen import Document
from tests.handlers.goods import T, a_shop, labels
from tests.handlers.sales import fits, profile

MUCH = ErasureView(addresses=10, chats=3, notes=2, saved=200, in_cart=99, orders=1042, papers=1042)
LATE = replace(MUCH, refusal=YourOrders(numbers=", ".join(f"#{n}" for n in range(100_001, 100_011))))


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans", "qps"])
def test_privacy_fits_everywhere(locale):
    t, file = Translator(locale), Document("/files/x.zip", "my-data.zip", "/chat/tea/data/x")
    fits(privacy_screen(profile(name="W" * 80), Written(policy=True, terms=True), t))
    fits(file_card(file, datetime(2026, 11, 12, tzinfo=UTC), t))
    for plan in (MUCH, LATE):
        fits(question_screen(10**12, plan, a_shop(), t))
    for channel in ("web", "telegram"):
        fits(erased_screen(channel, t))


def test_nothing_is_deleted_by_the_first_press():
    assert not any(a.role == "danger" for a in privacy_screen(profile(), Written(), T).actions)
    (yes,) = question_screen(7, MUCH, a_shop(), T).actions
    assert (yes.role, yes.press) == ("danger", EraseMe(rev=7))
    assert "Yes, delete" not in labels(question_screen(7, LATE, a_shop(), T))
