"""Where the stories of Stripe begin: before its page, paid, or paid without a word from Stripe."""

import pytest

from tests.kit.stripe.till import orders_by_card


@pytest.fixture
async def waiting(till, anna, teapot):
    """Anna has ordered a teapot and stands before Stripe's page."""
    await orders_by_card(anna, teapot)
    return anna


@pytest.fixture
async def paid(waiting, till):
    """Anna has paid, and the shop knows it."""
    till.pays(waiting)
    await till.tells()
    return waiting


@pytest.fixture
async def unheard(waiting, till):
    """Anna has paid, and no webhook has come."""
    till.pays(waiting)
    till.forgets()
    return waiting
