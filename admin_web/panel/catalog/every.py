"""Every page of the catalogue, those with words in their address before those with numbers."""

from __future__ import annotations

from admin_web.panel.catalog import bulk, collections, history, one, pages, places, preview, words
from admin_web.panel.inventory import counting
from admin_web.panel.inventory import pages as inventory
from admin_web.panel.media import pages as media

PAGES = (
    *pages.PAGES,
    *bulk.PAGES,
    *places.PAGES,
    *words.PAGES,
    *collections.PAGES,
    *preview.PAGES,
    *history.PAGES,
    *one.PAGES,
    *counting.PAGES,
    *inventory.PAGES,
    *media.PAGES,
)
