"""The two commands' inside: a process starts from nothing, serves, and stops when told."""

import signal

import aiohttp

from tests.kit.process import hawker


async def get(url):
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return answer.status, await answer.text()


async def test_one_command_makes_a_shop_and_serves_it(tmp_path):
    async with hawker(tmp_path, "run", "--port", "0") as running:
        chat, panel = running.url("chat"), running.url("panel")
        base = chat.partition("/chat/")[0]
        assert (await get(f"{base}/healthz"))[0] == 200
        assert (await get(f"{base}/readyz"))[0] == 200
        status, page = await get(chat)
        assert status == 200
        assert "Test mode" in page
        assert "/admin/setup/" in panel
        assert (await get(panel))[0] == 200
        assert "hawker_updates_total" in (await get(f"{base}/metrics"))[1]
        assert await running.stop() == 0


async def test_a_second_start_finds_the_shop_again(tmp_path):
    async with hawker(tmp_path, "run", "--port", "0") as running:
        first = running.url("chat").rpartition("/")[2]
        assert await running.stop(signal.SIGTERM) == 0
    async with hawker(tmp_path, "run", "--port", "0") as running:
        assert running.url("chat").rpartition("/")[2] == first
        assert not any("making the demo shop" in line for line in running.lines)


async def test_the_key_of_the_installation_is_made_once_and_kept_private(tmp_path):
    async with hawker(tmp_path, "run", "--port", "0"):
        key = tmp_path / "secret.key"
        assert key.stat().st_mode & 0o777 == 0o600


async def test_a_page_that_is_not_ours_says_so(tmp_path):
    async with hawker(tmp_path, "run", "--port", "0") as running:
        base = running.url("chat").partition("/chat/")[0]
        status, page = await get(f"{base}/chat/nobody")
        assert status == 404
        assert "no shop at this address" in page
