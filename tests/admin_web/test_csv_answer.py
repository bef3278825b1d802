"""Lists as files for spreadsheets."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from admin_web.csv_answer import Cells, csv_answer, guarded


@pytest.mark.parametrize("text", ["=1+1", "+CMD", "-2+3", "@SUM(A1)", "\tx", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(-5, "-5"), ("-12.50", "-12.50"), (None, ""), ("a=b", "a=b"), (0, "0")])
def test_plain_values_stay_as_they_are(value: Any, cell: str) -> None:
    assert guarded(value) == cell


async def test_a_list_of_many_rows_arrives_whole() -> None:
    async def rows() -> AsyncIterator[Cells]:
        for n in range(1_201):
            yield n, f"tea, no {n}"

    async def page(request: web.Request) -> web.StreamResponse:
        return await csv_answer(request, "Orders / May", ("Number", "Name"), rows())

    app = web.Application()
    app.router.add_get("/", page)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/")
        text = await answer.text(encoding="utf-8-sig")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Orders---May.csv"'
    assert text.splitlines()[0] == "Number,Name"
    assert text.splitlines()[-1] == '1200,"tea, no 1200"'
    assert len(text.splitlines()) == 1_202
