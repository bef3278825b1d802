"""What a merchant brings that is no plain file: a workbook of one's own making, an address, pictures by their links."""

from __future__ import annotations

import argparse
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from aiohttp.test_utils import TestServer
from PIL import Image

from bot.app import App
from bot.commands.imports import arguments, import_file
from bot.config import Settings
from domain.imports.models import ImportRun
from domain.imports.pictures import NotFetched
from domain.media.models import MediaFile
from integrations.intake import Intake
from integrations.intake import reader as intake
from integrations.web.files import fetch_file
from tests.admin_web.conftest import Browser
from tests.admin_web.test_import import Wizard, prices
from tests.kit.clock import Clock
from tests.kit.importing import goods_rows, table
from tests.kit.shop import ShopKit


@pytest.fixture
async def server(sqlite: Settings) -> AsyncIterator[TestServer]:
    """How files are read does not depend on the kind of database."""
    async with TestServer(App(sqlite).web_app()) as running:
        yield running


@pytest.fixture
async def wizard(owner: Browser, tea: ShopKit, sqlite: Settings) -> Wizard:
    return Wizard(owner, tea, sqlite.media_dir)


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, made = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


async def test_the_columns_of_a_workbook_are_matched_and_its_cells_mended(wizard: Wizard, tea: ShopKit) -> None:
    rows = [("A-1", "Kettle", 1299.5, 2), ("A-2", "Pot", "ask", 1), (), ("A-3", "Pan", 15, None)]
    strange = workbook(("Nr.", "Was", "Kostet", "Stk"), *rows)
    page = await wizard.upload(strange, "list.xlsx")
    assert "Which column is what?" in page.plain
    assert "Kettle · Pot · Pan" in page.plain
    page = await wizard.does("columns", column0="sku", column1="name", column2="price", column3="stock", decimal=".")
    assert "“ask” is not an amount" in page.plain
    page = await wizard.does("mend", **{"cell.3.price": "20", "was.3.price": "ask"})
    assert "Import: 3 new, 0 changed" in page.plain
    await wizard.start()
    assert await prices(tea) == {"Kettle": 129950, "Pot": 2000, "Pan": 1500}
    assert "Import: 0 new, 0 changed" in (await wizard.upload(workbook(*_said(rows)), "again.xlsx")).plain


def _said(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [("Nr.", "Was", "Kostet", "Stk"), rows[0], ("A-2", "Pot", 20, 1), rows[3]]


class Elsewhere:
    """A server on this machine that stands at a public address; `asked` are the paths it was asked for."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages, self.asked = pages, []
        self.line = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        for _ in self.pages:
            line, _peer = self.line.accept()
            with closing(line):
                path = line.recv(65_536).split(b" ")[1].decode()
                self.asked.append(path)
                line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + self.pages[path])

    def connect(self, _address: str, _port: int, seconds: float) -> socket.socket:
        return socket.create_connection(self.line.getsockname(), timeout=seconds)


async def test_a_file_is_fetched_from_a_public_address_and_from_no_other(
    wizard: Wizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Elsewhere({"/lists/goods.csv?of=today": table(*goods_rows(2))})
    hosts = {"shop.example.com": ["93.184.216.34"], "trap.example.com": ["93.184.216.34", "10.0.0.7"]}
    fetch = partial(fetch_file, resolve=lambda host, _: hosts[host], connect=there.connect)
    monkeypatch.setattr(intake, "fetch_file", fetch)
    await wizard.browser.get("/admin/import")
    with closing(there.line):
        page = await wizard.browser.post("/admin/import/address", address="http://trap.example.com/goods.csv")
        assert (page.status, await ImportRun.all().count(), there.asked) == (422, 0, [])
        assert "leads into a private network" in page.plain
        address = "http://shop.example.com/lists/goods.csv?of=today"
        wizard.path = (await wizard.browser.post("/admin/import/address", address=address)).goes_to
    page = await wizard.look()
    assert f"goods.csv {address}" in page.plain
    assert "Import: 2 new, 0 changed" in page.plain


class Pictures:
    """Servers of pictures: one answers at once, one when it is asked again, one never, one with no picture."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes | None:
        name = url.rpartition("/")[2]
        self.asked.append(name)
        if name == "gone.png":
            raise NotFetched("its server answers 404")
        if name == "late.png" and self.asked.count(name) == 1:
            return None
        return b"<html>" if name == "page.png" else _png()


def _png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


async def test_pictures_are_fetched_once_more_where_they_could_not_be_had_and_the_rest_is_reported(
    wizard: Wizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, names = Pictures(), ("good", "late", "gone", "page")
    monkeypatch.setattr(Intake, "pictures", lambda _: web)
    rows = [(name, f"The {name} one", 5, f"https://img.example.com/{name}.png") for name in names]
    await wizard.upload(table(*rows, head=("sku", "name", "price", "image")))
    page = await wizard.start()
    assert "Pictures fetched 2" in page.plain
    assert "Pictures that stay links 2" in page.plain
    assert "gone A picture stays a link, its server answers 404: https://img.example.com/gone.png" in page.plain
    assert "page A picture stays a link" in page.plain
    assert [web.asked.count(f"{name}.png") for name in names] == [1, 2, 3, 3]
    assert await MediaFile.filter(path__startswith="/media/").count() == 2


def words(file: Path, content: bytes) -> argparse.Namespace:
    """What was typed to bring in this file."""
    file.write_bytes(content)
    parser = argparse.ArgumentParser()
    arguments("import", parser)
    return parser.parse_args([str(file)])


async def test_what_the_command_line_brought_in_is_told_and_taken_back_as_any_import(
    wizard: Wizard, tea: ShopKit, tmp_path: Path, clock: Clock
) -> None:
    file, broken = tmp_path / "goods.csv", ("S9", "Broken", "ten", 1, "", "", "")
    assert await import_file(words(file, table(*goods_rows(2), broken)), kept=True) == 2
    assert await import_file(words(file, table(*goods_rows(2, price="12.00"))), kept=True) == 0
    page = await wizard.browser.get("/admin/import")
    assert page.plain.count("goods.csv") == page.plain.count("Command line") == 2
    first, second = await ImportRun.all().order_by("id")
    wizard.path = f"/admin/import/{first.id}"
    assert "New 2 Changed 0 Unchanged 0 Left out 1" in (page := await wizard.look()).plain
    assert "S9 Left out price : “ten” is not an amount" in page.plain
    assert "S9,Broken,ten,1" in (await wizard.browser.get(f"{wizard.path}/errors")).text
    wizard.path = f"/admin/import/{second.id}"
    assert "Put back as they were: 2." in (await wizard.does("undo")).plain
    assert set((await prices(tea)).values()) == {1000}
    await ImportRun.filter(id=first.id).update(stage="running")
    assert await import_file(words(file, table(*goods_rows(3))), kept=True) == 1
    clock.passes(minutes=16)  # the first one was killed
    assert await import_file(words(file, table(*goods_rows(3))), kept=True) == 0
    assert (await ImportRun.get(id=first.id)).stage == "stopped"
