"""Screens as HTML: one node per screen, one bubble per message, one page around them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.channels.webchat import layout
from bot.channels.webchat.colours import readable
from bot.channels.webchat.filters import FILTERS, TESTS
from domain.kit.i18n import Translator
from domain.returns.views import ReturnView
from handlers.account.buttons import Languages
from handlers.cart.buttons import OpenCart
from handlers.home.buttons import Home
from handlers.screen import Banner, Photo, Screen

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"
# A screen anywhere, such as the panel's preview, needs the first; the chat's page all of them.
SCREEN_SHEETS = ("screen", "words", "media", "actions", "choices", "goods", "forms", "wide")
PAGE_SHEETS = (*SCREEN_SHEETS, "frame", "talk")
_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Face:
    """How a shop looks at the top of its chat: `brand` is the merchant's colour as #rrggbb, "" for ours."""

    slug: str
    name: str
    logo: str = ""
    brand: str = ""
    test_mode: bool = False

    @property
    def base(self) -> str:
        return f"/chat/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one visitor's page holds: nodes in order, the frame number they stand at, and how it is shown.

    `languages` offers the language screen in the head of the page; `said` are (kind, text) of toasts to begin with.
    """

    nodes: Sequence[str] = ()
    frame: int = 0
    embedded: bool = False
    pictures: bool = True
    languages: bool = False
    said: Sequence[tuple[str, str]] = ()


def node_id(screen: Screen) -> str:
    """The id a screen's node is replaced by: one canvas, one prompt, one node per card key."""
    if screen.kind == "card":
        return "card-" + _UNFIT.sub("-", screen.key or screen.id)
    return screen.kind


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja over this folder's templates, everything escaped unless it is already markup. Compiled once a process."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters.update(FILTERS)
    env.tests.update(TESTS)
    env.globals.update(home=Home(), cart=OpenCart(), languages=Languages(), sheets=PAGE_SHEETS)
    return env


class Renderer:
    """Draws for every shop."""

    def __init__(self) -> None:
        jinja = environment()
        self._node = jinja.get_template("node.html")
        self._bubble = jinja.get_template("bubble.html")
        self._page = jinja.get_template("chat.html")
        self._photos = jinja.get_template("photos.html")
        self._version = _fingerprint(STATIC_DIR)
        self._launcher = (STATIC_DIR / "launcher.js").read_text(encoding="utf-8")

    def node(self, screen: Screen, t: Translator) -> str:
        """The `<article id="node-…">` of a screen."""
        return self._node.render(
            screen=screen,
            t=t,
            id=node_id(screen),
            photo=screen.media if isinstance(screen.media, Photo) else None,
            banner=screen.media if isinstance(screen.media, Banner) else None,
            place=layout.place(screen),
            alert=layout.alert(screen),
            plain=layout.is_plain(screen),
            blocks=layout.blocks(screen),
            actions=layout.actions(screen),
            cart_name=t.plural("web", "Cart, {n} item", "Cart, {n} items", (screen.nav and screen.nav.cart) or 0),
        )

    def bubble(self, cid: str, text: str, t: Translator) -> str:
        """The customer's own words, under the id the page drew them with."""
        return self._bubble.render(id="me-" + _UNFIT.sub("-", cid), text=text, t=t)

    def page(self, face: Face, sitting: Sitting, t: Translator) -> str:
        """The whole page, with the nodes so far: complete without JavaScript, live with it."""
        return self._page.render(
            face=face,
            sitting=sitting,
            nodes=[Markup(node) for node in sitting.nodes],  # noqa: S704 - drawn by this renderer
            words=json.dumps(_script_words(t), ensure_ascii=False),
            version=self._version,
            t=t,
        )

    def photos(self, face: Face, view: ReturnView, most: int, problem: str, t: Translator) -> str:
        """The page pictures of a return are sent from."""
        return self._photos.render(
            face=face, view=view, most=most, problem=problem, version=self._version, sheets=PAGE_SHEETS, t=t
        )

    def brand_css(self, face: Face) -> str:
        """The merchant's colour as a style sheet, darkened or lightened until words on it can be read."""
        return readable(face.brand).css if face.brand else ""

    def launcher(self, face: Face, t: Translator) -> str:
        """The script a merchant's own site loads: a button that opens this chat over the page."""
        settings = {
            "open": t("web", "Chat with {shop}", shop=face.name),
            "close": t("web", "Close chat"),
            "brand": face.brand,
            "rtl": t.rtl,
        }
        return self._launcher.replace("/*settings*/ {}", json.dumps(settings, ensure_ascii=False))


def _script_words(t: Translator) -> dict[str, str]:
    """What the script says by itself; everything else comes drawn."""
    return {
        "connecting": t("web", "Connecting…"),
        "offline": t("web", "No connection. We keep trying."),
        "parked": t("web", "Open in too many windows. Press anything to go on here."),
        "queued": t("web", "No connection. We send it as soon as it is back."),
        "dropped": t("web", "That press was not sent. Press again."),
        "unsent": t("web", "Not sent"),
        "retry": t("web", "Retry"),
        "copied": t("web", "Copied"),
        "uncopied": t("web", "Could not copy. Select the text and copy it."),
    }


def _fingerprint(folder: Path) -> str:
    """Changes when a file changes: browsers may keep a style sheet or script as long as its address is the same."""
    digest = sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
