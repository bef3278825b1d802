"""Pictures that come from outside are drawn again: what is stored was written by us, pixel by pixel."""

from __future__ import annotations

import hashlib
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.kit.errors import N_
from domain.media.errors import BadPicture

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
LONGEST_SIDE = 1600
QUALITY = 86
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_SVG_WITHIN = 1024

TOO_HEAVY = N_("it is larger than 20 MB.")
TOO_LARGE = N_("it has more than 50 million pixels.")
VECTOR = N_("SVG drawings are not taken; save it as PNG or JPEG.")
UNKNOWN = N_("it is not a JPEG, PNG, WebP, GIF, BMP or TIFF file.")
DAMAGED = N_("the file is damaged.")
# What Pillow is known to raise over files that lie about themselves; a bug of ours in drawing would be among them too.
_LIES = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error, MemoryError,
    Image.DecompressionBombError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be stored; `digest` is the SHA-256 of `data`."""

    data: bytes
    extension: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def prepare(data: bytes) -> Picture:
    """Draw the picture again, upright, at most 1600 pixels long, without metadata. Takes a while: not on the loop.

    Raises `BadPicture`.
    """
    if len(data) > MAX_BYTES:
        raise BadPicture(reason=TOO_HEAVY)
    if b"<svg" in data[:_SVG_WITHIN].lower():
        raise BadPicture(reason=VECTOR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is refused here anyway
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                return _redrawn(image)
    except UnidentifiedImageError:
        raise BadPicture(reason=UNKNOWN) from None
    except _LIES:
        raise BadPicture(reason=DAMAGED) from None


def _redrawn(image: Image.Image) -> Picture:
    if image.width * image.height > MAX_PIXELS:
        raise BadPicture(reason=TOO_LARGE)
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    clear = upright.has_transparency_data
    drawn = upright.convert("RGBA" if clear else "RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _encoded(drawn, "PNG" if clear else "JPEG")


def _encoded(image: Image.Image, kind: str) -> Picture:
    fresh = Image.new(image.mode, image.size)  # only pixels cross over: no profile, no comment, no EXIF
    fresh.paste(image)
    target = BytesIO()
    fresh.save(target, kind, quality=QUALITY, optimize=kind == "PNG")
    return Picture(target.getvalue(), "png" if kind == "PNG" else "jpg", image.width, image.height)
