"""The keys of a Stripe account: what can be seen from their letters, and what Stripe says of them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Literal

from stripe import InvalidRequestError, StripeClient
from stripe import PermissionError as NotPermitted

from domain.kit.errors import N_
from domain.payments.port import Probed

Mode = Literal["test", "live"]
Try = Callable[[], Awaitable[object]]

NOT_KEY = N_("A secret key of Stripe begins with sk_ or rk_. Copy it from Stripe once more, all of it.")
PUBLISHABLE = N_("This is the publishable key. Here belongs the secret one, which begins with sk_ or rk_.")
NOT_TEST = N_("This key takes real money. Here belongs the one with test in it.")
NOT_LIVE = N_("This key only tries. Here belongs the one with live in it.")
NOT_HOOK = N_("A signing secret begins with whsec_. Copy it from the webhook's page at Stripe.")
TOO_MANY = N_("Keep two signing secrets at most: the new one and the one it replaces.")
MOST_HOOKS = 2
_KEY = re.compile(r"(?:sk|rk)_(test|live)_[A-Za-z0-9_]{8,240}", re.ASCII)
_HOOK = re.compile(r"whsec_[A-Za-z0-9+/=_]{8,200}", re.ASCII)


def wrong_with(mode: Mode, api: str, hooks: tuple[str, ...]) -> dict[str, str]:
    """Field → what is wrong with it, as an English sentence."""
    problems = {"api": _key_problem(mode, api), "hooks": _hook_problem(hooks)}
    return {field: sentence for field, sentence in problems.items() if sentence}


def _key_problem(mode: Mode, api: str) -> str:
    found = _KEY.fullmatch(api)
    if found is None:
        return PUBLISHABLE if api.startswith("pk_") else NOT_KEY
    if found[1] == mode:
        return ""
    return NOT_TEST if mode == "test" else NOT_LIVE


def _hook_problem(hooks: tuple[str, ...]) -> str:
    if not all(_HOOK.fullmatch(hook) for hook in hooks):
        return NOT_HOOK
    return TOO_MANY if len(hooks) > MOST_HOOKS else ""


async def probe(api: StripeClient) -> Probed:
    """Whose key this is, and what a restricted one may not do.

    Writing is tried with questions that Stripe must refuse for another reason, so nothing comes of it.
    """
    lacking = [name for name, tries in _tries(api).items() if not await _may(tries)]
    return Probed(await _account(api), tuple(lacking))


def _tries(api: StripeClient) -> dict[str, Try]:
    v1 = api.v1
    return {
        "Checkout Sessions, read": lambda: v1.checkout.sessions.list_async({"limit": 1}),
        "Checkout Sessions, write": lambda: v1.checkout.sessions.create_async({"mode": "payment"}),
        "PaymentIntents, read": lambda: v1.payment_intents.list_async({"limit": 1}),
        "Charges and Refunds, read": lambda: v1.charges.list_async({"limit": 1}),
        "Charges and Refunds, write": lambda: v1.refunds.create_async({"payment_intent": "pi_none"}),
    }


async def _may(tries: Try) -> bool:
    try:
        await tries()
    except NotPermitted:
        return False
    except InvalidRequestError:
        return True
    return True


async def _account(api: StripeClient) -> str:
    try:
        return (await api.v1.accounts.retrieve_current_async()).id
    except NotPermitted:
        return ""
