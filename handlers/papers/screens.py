"""Invoices, receipts and credit notes: a button on the order's card, and the file itself as a card of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.kit.i18n import Translator
from domain.papers.views import PaperView
from handlers.papers.buttons import GetPaper
from handlers.screen import Action, Document, Screen

NOTES_SHOWN = 2


def kind_word(paper: PaperView, t: Translator) -> str:
    words = {
        "invoice": t("S-41", "Invoice"),
        "receipt": t("S-41", "Receipt"),
        "credit_note": t("S-41", "Credit note"),
    }
    return words[paper.kind]


def paper_actions(
    papers: tuple[PaperView, ...], t: Translator, url_of: Callable[[int], str] | None = None
) -> Iterable[Action]:
    """The order's own paper, the newest of what was added to it, and its newest credit notes.

    `url_of` makes links for who has only the order's link.
    """
    own = [paper for paper in papers if paper.kind != "credit_note"]
    notes = [paper for paper in papers if paper.kind == "credit_note"]
    for paper in (*own[:1], *own[1:][-NOTES_SHOWN:], *notes[-NOTES_SHOWN:]):
        word = kind_word(paper, t)
        label = t("S-41", "🧾 {paper} PDF", paper=word)
        if len(notes if paper.kind == "credit_note" else own) > 1:
            label = t("S-41", "🧾 {paper} {name}", paper=word, name=paper.name)
        press = None if url_of else GetPaper(id=paper.id)
        yield Action(label, press=press, url=url_of(paper.id) if url_of else "", row=3, prio=3, short=f"🧾 {word}")


def paper_card(paper: PaperView, path: str, url: str, t: Translator) -> Screen:
    """`path` is where the file lies, `url` a private link to it."""
    title = t("S-41", "{paper} {name}", paper=kind_word(paper, t), name=paper.name)
    number = str(paper.body["order"])
    return Screen(
        id="S-41",
        kind="card",
        key=f"paper:{paper.id}",
        title=title,
        lines=(t("S-41", "Order #{no} · {sum}", no=number, sum=paper.total),),
        document=Document(path, paper.file_name, url),
        nav=None,
    )
