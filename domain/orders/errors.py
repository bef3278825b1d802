from __future__ import annotations

from domain.kit.errors import N_, NotFound


class OrderGone(NotFound):
    message = N_("We don't know that order.")
