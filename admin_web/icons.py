"""The panel's small pictures, drawn for it on a 24 grid: strokes in the colour of the words beside them."""

from __future__ import annotations

from markupsafe import Markup

_STROKES = {
    "today": "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5",
    "orders": "M4 8.5 12 4l8 4.5v7L12 20l-8-4.5zM4 8.5l8 4.5 8-4.5M12 13v7M8 6.2l8 4.6",
    "products": "M4 12.5V5a1 1 0 0 1 1-1h7.5L20 11.5 12.5 20zM8.2 8.2h.01",
    "customers": "M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-3.8 3.4-6 7-6s6.4 2.2 7 6M4.5 9.5h2M17.5 9.5h2",
    "analytics": "M4 20h16M7 16.5V11M12 16.5V5M17 16.5V8",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4",
    "chat": "M4 5h16v11h-8l-4.5 4v-4H4z",
    "me": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20",
    "plus": "M12 5v14M5 12h14",
    "check": "M5 12.5 10 17.5 19.5 7",
    "cross": "M6 6l12 12M18 6 6 18",
    "alert": "M12 4 21 19.5H3zM12 10v4.5M12 17.2v.01",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "back": "M14.5 5.5 8 12l6.5 6.5",
    "return": "M9 14.5 4.5 10 9 5.5M4.5 10H15a4.7 4.7 0 0 1 0 9.4h-3.5",
    "next": "M9.5 5.5 16 12l-6.5 6.5",
    "down": "M5.5 9.5 12 16l6.5-6.5",
    "bell": "M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
    "out": "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
    "open": "M9 5H5v14h14v-4M13 5h6v6M19 5l-8 8",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "picture": "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.2v.01",
    "truck": "M3 6h11v10H3zM14 10h4l3 3v3h-7zM7 18.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z"
    "M17 18.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
    "money": "M3 6.5h18v11H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 9.5v.01M18 14.5v.01",
    "people": "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 19.5c.5-3.3 2.8-5 6-5s5.5 1.7 6 5"
    "M15.5 5a3.5 3.5 0 0 1 0 6.5M17 14.8c2.3.6 3.6 2.2 4 4.7",
    "text": "M6 4h8l4 4v12H6zM13.5 4v4.5H18M9 12.5h6M9 16h6",
    "percent": "M18 6 6 18M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16 18a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    "shop": "M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 20v-5h4v5",
    "coupon": "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v2M14 11v2M14 15v2",
    "columns": "M5 5h14v14H5zM10 5v14M14.5 5v14",
    "list": "M8 6.5h12M8 12h12M8 17.5h12M4 6.5h.01M4 12h.01M4 17.5h.01",
    "cart": "M3 5h2.5l2.2 10.5h10L20 8H6.5M9 19.5h.01M16.5 19.5h.01",
}  # fmt: skip


def icon(name: str, size: int = 20) -> Markup:
    """An inline drawing; it says nothing to a screen reader, the word beside it does."""
    return Markup(  # noqa: S704 - only our own strokes
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f'<path d="{_STROKES[name]}"/></svg>'
    )
