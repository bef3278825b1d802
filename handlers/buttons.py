"""What every journey's buttons have in common."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Guarded(CallbackData, prefix="?"):
    """A button that only holds for the state it was drawn from; `rev` is that state's revision."""

    rev: int

    def home(self) -> CallbackData:
        """The screen this button was drawn on: shown again, with the refusal as alert."""
        raise TypeError(f"{type(self).__name__} must say which screen it was drawn on")
