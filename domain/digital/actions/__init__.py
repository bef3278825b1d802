"""Everything that is done with digital goods: what their buyers get, and giving it to them."""

from domain.digital.actions.delivering import deliver, send_again
from domain.digital.actions.stocking import Added, add_keys, drop_file, remove_key, set_file
from domain.digital.actions.sweeping import sweep_files

__all__ = ["Added", "add_keys", "deliver", "drop_file", "remove_key", "send_again", "set_file", "sweep_files"]
