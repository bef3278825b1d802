"""Why a backup or a restore does not go on. Each says whether anything was changed by saying what was."""

from __future__ import annotations


class BackupProblem(Exception):
    """A sentence for the operator."""


class Empty(BackupProblem):
    def __init__(self) -> None:
        super().__init__("There is no shop in the database yet.")


class Damaged(BackupProblem):
    def __init__(self, what: str) -> None:
        super().__init__(f"This backup is damaged: {what}. Nothing was changed.")


class Foreign(BackupProblem):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not a backup made by Hawker. Nothing was changed.")
