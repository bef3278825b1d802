"""What messengers call the pictures and files they have been given."""

from __future__ import annotations

from domain.chats.models import SentFile
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import insert_rows


async def sent_file(by: Actor, bot: str, digest: str) -> str:
    """The messenger's name for it, "" when it has not been given yet."""
    found = await SentFile.of(by, bot=bot, digest=digest).first().values("file")
    return str(found["file"]) if found else ""


async def keep_sent(by: Actor, bot: str, digest: str, file: str) -> None:
    row = {"shop_id": by.shop_id, "bot": bot, "digest": digest, "file": file[:200], "sent_at": now()}
    await insert_rows("sent_file", [row], conflict="ON CONFLICT (bot, digest) DO UPDATE SET file = EXCLUDED.file")


async def forget_sent(by: Actor, bot: str, digest: str) -> None:
    await SentFile.of(by, bot=bot, digest=digest).delete()
