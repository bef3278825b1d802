"""Logs carry no secrets and no card numbers."""

from bot.logs import redact


def test_secrets_are_masked_by_name_and_by_shape():
    token = "123456789:" + "A" * 35
    event = redact(None, "", {"token": "abc", "event": f"calling with {token}", "phone": "+371 20123456", "n": 3})
    assert event == {"token": "…", "event": "calling with …", "phone": "…", "n": 3}


def test_card_numbers_in_any_text_are_masked():
    assert redact(None, "", {"event": "paid with 4242 4242 4242 4242 ok"})["event"] == "paid with … ok"
