"""Data in a page beside the strict policy for scripts, in a real browser."""

import pytest

from tests.browser import chromium
from tests.factories.pages import home_page, standard_page
from tests.live import serving_site

LISTEN = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => window.refused.push(event.blockedURI));
"""
READ = """
[...document.querySelectorAll('script[type="application/ld+json"]')]
  .map((block) => JSON.parse(block.textContent)["@graph"])
"""
HOSTILE = "</script><script>window.ran = true</script><!-- \u2028"


@pytest.mark.django_db
def test_a_browser_reads_the_data_runs_nothing_and_refuses_nothing():
    page = standard_page(home_page(), HOSTILE, slug="hostile")

    with serving_site() as site, chromium() as browser:
        tab = browser.new_page()
        said = []
        tab.on("console", lambda message: said.append(message.text))
        tab.add_init_script(LISTEN)
        answer = tab.goto(site + page.get_url())
        (graph,) = tab.evaluate(READ)
        refused, ran = tab.evaluate("[window.refused, window.ran ?? false]")
        policy = answer.headers["content-security-policy"]
        tab.close()

    assert "script-src 'self'" in policy
    assert graph[0]["itemListElement"][-1]["name"] == HOSTILE
    assert (refused, ran, said) == ([], False, [])
