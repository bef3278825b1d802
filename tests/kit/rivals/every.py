"""The verbs that move money and goods, as two people may call them at once."""

from tests.kit.rivals import brought, orders
from tests.kit.rivals.known import RIVALS, Rival, pairs

__all__ = ["RIVALS", "Rival", "brought", "orders", "pairs"]
