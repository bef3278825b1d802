"""Days as a shop lives them: ranges of them, and when each begins and ends. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LONGEST = 1100
PRESETS = ("today", "7", "30", "90", "month", "last_month", "year", "12")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Span:
        """As many days, right before."""
        return Span(self.first - self.days * DAY, self.first - DAY)

    def __iter__(self) -> Iterator[date]:
        return (self.first + n * DAY for n in range(self.days))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def preset(name: str, today: date) -> Span | None:
    """The days a word stands for, None for a word nobody knows."""
    month = today.replace(day=1)
    known = {
        "today": Span(today, today),
        "7": Span(today - 6 * DAY, today),
        "30": Span(today - 29 * DAY, today),
        "90": Span(today - 89 * DAY, today),
        "month": Span(month, today),
        "last_month": Span((month - DAY).replace(day=1), month - DAY),
        "year": Span(today.replace(month=1, day=1), today),
        "12": Span(months_before(month, 11), today),
    }
    return known.get(name)


def months_before(month: date, n: int) -> date:
    """The first day of the month so many months before."""
    whole = month.year * 12 + month.month - 1 - n
    return date(whole // 12, whole % 12 + 1, 1)


def whole_months(first: date, last: date) -> list[date]:
    """The first days of the months that lie between these days as a whole."""
    month = first if first.day == 1 else months_before(first.replace(day=1), -1)
    found = []
    while months_before(month, -1) <= last + DAY:
        found.append(month)
        month = months_before(month, -1)
    return found


def begins(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins there; a day may have 23 or 25 hours."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def bucket(day: date, by: str) -> date:
    """The first day of the day's week or month, or the day itself."""
    if by == "month":
        return day.replace(day=1)
    return day - day.weekday() * DAY if by == "week" else day


def steps(span: Span, by: str) -> list[date]:
    """Every bucket of the span, also those in which nothing was."""
    return list(dict.fromkeys(bucket(day, by) for day in span))
