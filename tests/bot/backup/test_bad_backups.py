"""A damaged, foreign or hostile file gets a clear sentence, and nothing is changed."""

import io
import tarfile

import pytest

from bot.backup.archive import MANIFEST
from bot.backup.problems import BackupProblem
from bot.backup.restoring import restore
from tests.bot.backup.hands import ON_SQLITE, tampered, untouched


@ON_SQLITE
@pytest.mark.parametrize(
    ("member", "change", "words"),
    [
        ("database", lambda body: body[:-1] + bytes([body[-1] ^ 1]), "is not what was put in"),
        ("media/", lambda body: b"another picture", "is not what was put in"),
        ("files/", lambda body: None, "is not what was put in"),
        (MANIFEST, lambda body: None, "ends before its list"),
        (MANIFEST, lambda body: b"{}", "cannot be read"),
        (MANIFEST, lambda body: b"[1]", "cannot be read"),
    ],
)
async def test_a_damaged_backup_is_refused_and_nothing_changed(taken, member, change, words):
    with pytest.raises(BackupProblem, match=f"(?s)damaged.*{words}.*Nothing was changed"):
        await restore(taken.to, tampered(taken.file, member, change))
    await untouched(taken.to)


@ON_SQLITE
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
async def test_half_a_backup_is_refused(taken, share):
    raw = taken.file.read_bytes()
    half = taken.file.with_name("half.tar")
    half.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(BackupProblem, match="damaged"):
        await restore(taken.to, half)
    await untouched(taken.to)


@ON_SQLITE
@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 something else", b"x" * 5000])
async def test_a_foreign_file_is_named_as_such(taken, body):
    other = taken.file.with_name("holiday.zip")
    other.write_bytes(body)
    with pytest.raises(BackupProblem, match=r"holiday\.zip is not a backup made by Hawker"):
        await restore(taken.to, other)
    await untouched(taken.to)


@ON_SQLITE
async def test_a_tar_of_somebody_else_is_foreign(taken):
    other = taken.file.with_name("other.tar")
    with tarfile.open(other, "w") as tar:
        tar.add(taken.file, "manifest.json")
    with pytest.raises(BackupProblem, match="not a backup"):
        await restore(taken.to, other)


@ON_SQLITE
@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "media/../../evil", "media/.hidden", "other"])
async def test_what_would_lie_elsewhere_is_refused(taken, name):
    other = taken.file.with_name("other.tar")
    with tarfile.open(taken.file) as old, tarfile.open(other, "w") as new:
        for member in old:
            body = old.extractfile(member).read()
            member.name = name if member.name.startswith("media/") else member.name
            new.addfile(member, io.BytesIO(body))
    with pytest.raises(BackupProblem, match="does not belong in it"):
        await restore(taken.to, other)
    assert not (taken.to.data_dir.parent / "evil").exists()
