"""What the papers of an order lack after it was changed: what was taken off it, and what was put on. Pure.

What is gone is taken back of the papers it stands on, the newest first; what is new stands on a paper of its own. All
papers of an order together then come to the order as it is now, tax by tax.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.kit.money import half_up, share_out
from domain.papers.rules import UNTAXED, Item, Taxed

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper that bills: its lines, those that changes have taken back so far, and what all its credits have left."""

    items: Sequence[Item]
    unsaid: Sequence[Item]
    left: Sequence[Item]
    taxed: Taxed


@dataclass(frozen=True, slots=True)
class Lacks:
    """`gone` by paper, in their order, each as the lines of a credit note; `new` as those of a paper of its own."""

    gone: tuple[tuple[Item, ...], ...]
    new: tuple[Item, ...]


def lacks(now: Sequence[Item], taxed: Taxed, papers: Sequence[Standing]) -> Lacks:
    """What brings the papers to the order as it is `now`."""
    billed = _billed(papers)
    gone, short = _gone(_by_place(now, taxed), billed, papers)
    new = _new(now, taxed, billed)
    over = _over(now, taxed, billed)
    new = _with_taxes(new, taxed, over, gone, papers)
    due = {rate: -tax for rate, tax in over.items()}
    for item in new:
        due[_rate(item, taxed)] += item.tax
    gone = _settled_taxes(gone, papers, {rate: tax for rate, tax in due.items() if rate not in short})
    return Lacks(tuple(gone), tuple(replace(item, at=at) for at, item in enumerate(new)))


def _rate(item: Item, taxed: Taxed) -> int:
    return taxed.rates[item.row].rate_bp if item.row is not None and item.row >= 0 else UNTAXED


def _place(item: Item, taxed: Taxed) -> Place:
    return item.kind, item.line, _rate(item, taxed)


def _by_place(items: Sequence[Item], taxed: Taxed) -> dict[Place, Item]:
    return {_place(item, taxed): item for item in items}


def _billed(papers: Sequence[Standing]) -> dict[Place, Item]:
    """What the papers say of each line, less what earlier changes have taken back."""
    found: dict[Place, Item] = {}
    for paper in papers:
        for item, sign in (*((x, 1) for x in paper.items), *((x, -1) for x in paper.unsaid)):
            had = found.get(_place(item, paper.taxed)) or replace(item, quantity=0, total=0, tax=0, discount=0)
            found[_place(item, paper.taxed)] = replace(
                had,
                quantity=had.quantity + sign * item.quantity,
                total=had.total + sign * item.total,
                tax=had.tax + sign * item.tax,
            )
    return found


def _gone(
    now: Mapping[Place, Item], billed: Mapping[Place, Item], papers: Sequence[Standing]
) -> tuple[list[tuple[Item, ...]], set[int]]:
    """What is taken back of each paper, and the rates at which refunds have left too little to be taken back."""
    none = Item("", 0, quantity=0)
    need = {place: item.total - now.get(place, none).total for place, item in billed.items()}
    units = {place: item.quantity - now.get(place, none).quantity for place, item in billed.items()}
    notes: list[tuple[Item, ...]] = []
    for paper in reversed(papers):
        note = []
        for item in paper.left:
            place = _place(item, paper.taxed)
            part = min(need.get(place, 0), item.total)
            if part > 0:
                note.append(_part(item, part, units[place]))
                need[place] -= part
                units[place] -= note[-1].quantity
        notes.insert(0, tuple(note))
    return notes, {place[2] for place, left in need.items() if left > 0}


def _part(item: Item, part: int, units: int) -> Item:
    """So much of a line; counted where it is whole units, its tax in proportion."""
    tax = item.tax if part == item.total else half_up(item.tax * part, item.total)
    units = min(max(units, 0), item.quantity)
    whole = units > 0 and item.total == item.unit * item.quantity - item.discount and item.unit * units >= part
    if not whole:
        return replace(item, quantity=0, discount=0, total=part, tax=tax)
    return replace(item, quantity=units, discount=item.unit * units - part, total=part, tax=tax)


def _new(now: Sequence[Item], taxed: Taxed, billed: Mapping[Place, Item]) -> list[Item]:
    found = []
    for item in now:
        had = billed.get(_place(item, taxed))
        more = item.total - (had.total if had else 0)
        if more > 0:
            units = max(0, item.quantity - (had.quantity if had else 0))
            counted = item.kind != "goods" or item.unit * units >= more
            discount = item.unit * units - more if item.kind == "goods" and counted else 0
            found.append(replace(item, quantity=units if counted else 0, discount=discount, total=more, tax=0))
    return found


def _over(now: Sequence[Item], taxed: Taxed, billed: Mapping[Place, Item]) -> dict[int, int]:
    """By how much more tax there is at each rate than the papers say."""
    over: dict[int, int] = defaultdict(int)
    for item in now:
        over[_rate(item, taxed)] += item.tax
    for place, item in billed.items():
        over[place[2]] -= item.tax
    return over


def _with_taxes(
    new: Sequence[Item],
    taxed: Taxed,
    over: Mapping[int, int],
    gone: Sequence[Sequence[Item]],
    papers: Sequence[Standing],
) -> list[Item]:
    """The tax of new lines: what is still missing at their rate once the credits have taken theirs."""
    back: dict[int, int] = defaultdict(int)
    for note, paper in zip(gone, papers, strict=True):
        for item in note:
            back[_rate(item, paper.taxed)] += item.tax
    made = list(new)
    for rate in {_rate(item, taxed) for item in new}:
        mine = [n for n, item in enumerate(new) if _rate(item, taxed) == rate]
        due = max(0, min(over[rate] + back[rate], sum(new[n].total for n in mine)))
        for n, tax in zip(mine, share_out(due, [new[n].total for n in mine]), strict=True):
            made[n] = replace(made[n], tax=tax)
    return made


def _settled_taxes(
    gone: Sequence[tuple[Item, ...]], papers: Sequence[Standing], due: Mapping[int, int]
) -> list[tuple[Item, ...]]:
    """Credits take back exactly what the tax at their rate has become less by, new lines counted."""
    still = dict(due)
    for note, paper in zip(gone, papers, strict=True):
        for item in note:
            rate = _rate(item, paper.taxed)
            if rate in still:
                still[rate] -= item.tax
    return [_exact(note, paper, still) for note, paper in zip(gone, papers, strict=True)]


def _exact(note: Sequence[Item], paper: Standing, still: dict[int, int]) -> tuple[Item, ...]:
    """Tax rounded on the sum may have lain on a line that stays: what its credits cannot take is taken from there."""
    taken = {item.at: item for item in note}
    lines = []
    for item in sorted(paper.left, key=lambda item: (item.at not in taken, item.at)):
        rate = _rate(item, paper.taxed)
        one = taken.get(item.at) or replace(item, quantity=0, discount=0, total=0, tax=0)
        shift = max(-one.tax, min(still.get(rate, 0), item.tax - one.tax))
        still[rate] = still.get(rate, 0) - shift
        if one.total or shift:
            lines.append(replace(one, tax=one.tax + shift))
    return tuple(sorted(lines, key=lambda item: item.at))
