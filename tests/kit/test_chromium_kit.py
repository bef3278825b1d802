import pytest

from tests.kit.chromium import launched, visitor


@pytest.mark.browser
async def test_a_visitor_sees_a_page_and_its_script_runs() -> None:
    async with launched() as browser, visitor(browser, width=390) as page:
        await page.set_content("<h1>Teapots</h1><script>document.title = innerWidth</script>")
        assert await page.inner_text("h1") == "Teapots"
        assert await page.title() == "390"
