"""Customers are handed what is kept about them: a file a day."""

from __future__ import annotations

import asyncio
from pathlib import Path

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.privacy import files
from domain.privacy.actions import take_out
from domain.privacy.zipped import zipped


async def hand_out(by: Actor, shop: str, t: Translator) -> Path:
    """The customer's own data as a zip, with pages in the language of `t`; what was made today is handed over again.

    Raises `NotAllowed`, `NotFound`.
    """
    if place := await asyncio.to_thread(files.kept_file, by.shop_id, by.id):
        return place
    taken = await take_out(by, by.id)
    return await asyncio.to_thread(lambda: files.keep_file(by.shop_id, by.id, zipped(taken, shop, t)))
