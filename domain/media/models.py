from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class MediaFile(ShopModel):
    """A picture under the media folder, named by its content's SHA-256; or a link left as a link."""

    path = fields.CharField(max_length=500)
    digest = fields.CharField(max_length=64, default="")
    source = fields.CharField(max_length=1000, default="")
    width = fields.IntField(default=0)
    height = fields.IntField(default=0)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "media_file"
        indexes = (("shop_id", "digest"),)
