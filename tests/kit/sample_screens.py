"""One realistic screen for each state a customer meets, as handlers would return them. `SAMPLES` names them all."""

from __future__ import annotations

from handlers.screen import Screen
from tests.kit import sample_after, sample_browsing, sample_buying

SAMPLES: dict[str, Screen] = {
    name.lower(): value
    for module in (sample_browsing, sample_buying, sample_after)
    for name, value in vars(module).items()
    if isinstance(value, Screen)
}
