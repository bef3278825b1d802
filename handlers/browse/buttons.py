"""Lists carry their source, page and sort, so that an old list keeps working.

`source` is "c9" (category 9), "s12" (stored list 12: words or filters), "g3" (collection 3), "sale", "new" or "all".
`sort` is pop, up, down or new.
"""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenCategory(CallbackData, prefix="c"):
    """S-02 for a category with children, S-03 for a leaf. 0 is the root."""

    id: int
    page: int = 1


class OpenList(CallbackData, prefix="l"):
    """S-03 or S-06, by source."""

    source: str
    page: int = 1
    sort: str = "pop"


class PickPage(CallbackData, prefix="lp"):
    source: str
    sort: str = "pop"


class OpenFilter(CallbackData, prefix="f"):
    """S-04: the facets of a list; with `facet` the values of one."""

    source: str
    facet: str = ""


class ToggleFacet(CallbackData, prefix="ft"):
    source: str
    facet: str
    value: str


class ClearFilters(CallbackData, prefix="fc"):
    source: str
