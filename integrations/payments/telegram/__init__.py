"""Payments on Telegram's own sheet. Cards go through the bank of the shop's choice; Stars through Telegram itself."""

from integrations.payments.telegram.cards import Cards
from integrations.payments.telegram.stars import Caller, Stars

__all__ = ["Caller", "Cards", "Stars"]
