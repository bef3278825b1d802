"""The machine's own Chromium, driven by Playwright."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot.dev.provision import chromium
from tests.kit.missing import lacking

# The sandbox needs rights that root in a container lacks; the rest keeps the browser from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_S = 30


def chromium_path() -> str | None:
    """Where Chromium is, None when it is not on this machine."""
    found = chromium()
    return str(found) if found else None


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """One browser for many pages. Skips the test where Chromium is missing, fails it under CI=true."""
    path = chromium_path() or lacking("Chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await closed(browser)


async def closed(what: Browser | BrowserContext) -> None:
    """Close it, or leave it to the end of its driver: a page that is just going elsewhere may never answer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            await what.close()


@asynccontextmanager
async def visitor(browser: Browser, *, width: int = 1280, height: int = 800, locale: str = "en") -> AsyncIterator[Page]:
    """A page of somebody who has never been here: no cookies, nothing cached."""
    context = await browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    try:
        yield await context.new_page()
    finally:
        await closed(context)
