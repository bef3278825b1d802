"""Archives that somebody has had a hand in, and what must be left of them."""

from __future__ import annotations

import io
import json
import tarfile

import pytest

from bot.backup.making import database_of

ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)  # what does not depend on the kind of database


def tampered(file, name, change):
    """The same archive with one member's bytes changed (None: left out)."""
    other = file.with_name("other.tar")
    with tarfile.open(file) as old, tarfile.open(other, "w") as new:
        for member in old:
            body = old.extractfile(member).read()
            if member.name.startswith(name):
                body = change(body)
            if body is not None:
                member.size = len(body)
                new.addfile(member, io.BytesIO(body))
    return other


def manifest_with(**changes):
    def change(raw):
        body = json.loads(raw)
        body.update({k: v(body[k]) if callable(v) else v for k, v in changes.items()})
        return json.dumps(body).encode()

    return change


async def untouched(to):
    """Nothing has been made where the backup was to go."""
    assert await database_of(to).shops() == 0
    assert not (to.data_dir / "media").exists()
    assert not (to.data_dir / "files").exists()
