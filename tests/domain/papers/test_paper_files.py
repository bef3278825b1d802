"""Papers as files: by what they hold, for a day; and links to them that nobody can make."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.digital.links import token_of as file_token
from domain.kit.clock import set_clock
from domain.kit.money import Money
from domain.kit.vault import unlock
from domain.papers import drawing, port
from domain.papers.errors import PaperLinkEnded
from domain.papers.views import PaperView


class Quick:
    """Draws a paper as its name."""

    def draw(self, body):
        return str(body["name"]).encode()


@pytest.fixture(autouse=True)
def ready(tmp_path, monkeypatch):
    unlock(b"a secret of the test")
    monkeypatch.setattr(port, "_drawer", Quick())
    monkeypatch.setattr(drawing, "_folder", tmp_path / "papers")
    yield
    set_clock(None)


def paper(name="INV-0001"):
    none = Money.zero("EUR")
    return PaperView(1, "invoice", name, 1, none, none, datetime(2026, 11, 12, tzinfo=UTC), False, {"name": name})


async def test_a_file_is_named_by_what_it_holds_and_kept_from_others():
    first, again, other = [await drawing.drawn_file(paper(name)) for name in ("A-1", "A-1", "A-2")]
    assert first == again != other
    assert (first.read_bytes(), first.stat().st_mode & 0o077) == (b"A-1", 0)


async def test_files_go_after_a_day_and_come_back_when_asked_for():
    place = await drawing.drawn_file(paper())
    assert await drawing.sweep_papers() == 0
    later = datetime.now(UTC) + timedelta(days=2)
    set_clock(lambda: later)
    assert (await drawing.sweep_papers(), place.exists()) == (1, False)
    assert (await drawing.drawn_file(paper())).exists()


def test_a_link_opens_its_paper_for_a_day():
    token = drawing.token_of(3, 12)
    assert drawing.paper_of(token) == (3, 12)
    later = datetime.now(UTC) + timedelta(hours=25)
    set_clock(lambda: later)
    with pytest.raises(PaperLinkEnded):
        drawing.paper_of(token)


@pytest.mark.parametrize("made_up", ["", "x", "AAAA", "paper 1 2 99999999999", "é"])
def test_a_made_up_link_opens_nothing(made_up):
    with pytest.raises(PaperLinkEnded):
        drawing.paper_of(made_up)


def test_a_link_to_a_bought_file_opens_no_paper():
    with pytest.raises(PaperLinkEnded):
        drawing.paper_of(file_token(3, 12))


@pytest.mark.parametrize(
    ("name", "file"), [("INV-0001", "INV-0001.pdf"), ("A/2026.1", "A-2026.1.pdf"), ("№ 7", "--7.pdf")]
)
def test_a_file_is_saved_under_a_name_every_system_takes(name, file):
    assert paper(name).file_name == file
