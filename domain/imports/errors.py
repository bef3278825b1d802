from __future__ import annotations

from domain.kit.errors import N_, ShopError


class AnotherRuns(ShopError):
    message = N_("Another import of this shop is running. Wait until it has ended, or stop it.")


class NotNow(ShopError):
    message = N_("This import has moved on. See how it stands now.")


class BadRows(ShopError):
    message = N_("{n} rows are bad, and you chose to stop at bad rows. Mend them, or let them be left out.")


class UndoOver(ShopError):
    message = N_("An import can be undone for 24 hours after it has ended. This one cannot be any more.")


class FileGone(ShopError):
    message = N_("The file of this import has been removed. Upload it again.")
    status = 410


class Unreadable(ShopError):
    """The sentence of whoever read the file."""

    message = N_("{why}")
    status = 422
