"""The days a page of figures is of, as its address says: a word such as "30", or from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from admin_web.visit import Visit
from domain.kit.i18n import Translator, format_skeleton_day
from domain.reports.figures.days import LONGEST, Span, preset

USUAL = "30"
EVERY = ("day", "week", "month")
MOST_DAYS, MOST_WEEKS = 62, 370


@dataclass(frozen=True, slots=True)
class Period:
    """`name` is the preset, "" for days of one's own; `every`: how they are put together. `wrong`: it was no range."""

    span: Span
    name: str
    every: str
    wrong: bool = False


def period(visit: Visit, today: date) -> Period:
    """What is asked for; the usual days for what cannot be."""
    typed = visit.asked("from"), visit.asked("to")
    if any(typed) and not visit.asked("range"):
        span = _typed(*typed)
        return _of(visit, span or _known(USUAL, today), "" if span else USUAL, wrong=span is None)
    name = visit.asked("range", USUAL)
    span = preset(name, today)
    return _of(visit, span or _known(USUAL, today), name if span else USUAL)


def _known(name: str, today: date) -> Span:
    return preset(name, today) or Span(today, today)


def _typed(first: str, last: str) -> Span | None:
    try:
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return span if 0 < span.days <= LONGEST and span.first.year > LONGEST // 365 else None


def _of(visit: Visit, span: Span, name: str, *, wrong: bool = False) -> Period:
    fitting = "day" if span.days <= MOST_DAYS else "week" if span.days <= MOST_WEEKS else "month"
    asked = visit.asked("by")
    return Period(span, name, asked if asked in EVERY else fitting, wrong)


def presets(t: Translator) -> dict[str, str]:
    return {
        "today": t("panel", "Today"),
        "7": t("panel", "Last 7 days"),
        "30": t("panel", "Last 30 days"),
        "90": t("panel", "Last 90 days"),
        "month": t("panel", "This month"),
        "last_month": t("panel", "Last month"),
        "year": t("panel", "This year"),
        "12": t("panel", "Last 12 months"),
    }


def everies(t: Translator) -> dict[str, str]:
    return {"day": t("panel", "By day"), "week": t("panel", "By week"), "month": t("panel", "By month")}


def label(day: date, every: str, t: Translator) -> str:
    """What a bar stands for, short: "Nov 12", "Nov 2026"."""
    return format_skeleton_day(day, "yMMM" if every == "month" else "MMMd", t.locale)


def written(span: Span, t: Translator) -> str:
    """From when to when, in words."""
    first, last = (format_skeleton_day(day, "yMMMd", t.locale) for day in (span.first, span.last))
    return first if span.days == 1 else f"{first} – {last}"
