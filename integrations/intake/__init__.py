"""Files that merchants bring to the panel: what they are, and how they are to be read."""

from integrations.intake.reader import Intake

__all__ = ["Intake"]
