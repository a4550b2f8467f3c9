"""What a page costs a reader on a slow line, as a host sends it: joined, hashed and compressed."""

import gzip

import pytest

from tests.look.reading import Notes, window

pytestmark = pytest.mark.django_db
KB = 1000
FIRST, FIRST_WITH_PICTURES, AGAIN, STYLES, SCRIPTS = 272 * KB, 500 * KB, 40 * KB, 25 * KB, 15 * KB
SCREENS = {
    "on a desk": {},
    "on a phone": {"viewport": {"width": 390, "height": 800}, "device_scale_factor": 3},
}


def weight(book, path):
    """How many bytes of a file travel."""
    file = book.folder / path.strip("/")
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.exists() else file).stat().st_size


def words(leaf):
    return len(gzip.compress(leaf.body, 6))


@pytest.fixture(scope="module", params=SCREENS.values(), ids=SCREENS)
def views(request, book, address, browser):
    """What each page asks for when it is opened and read to its end, with its weight."""
    views, notes = {}, Notes()
    with window(browser, address, notes, **request.param) as opened:
        for leaf in book.of_readers():
            notes.asked.clear()
            page = opened.open(leaf)
            if b'loading="lazy"' in leaf.body:
                page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
                page.wait_for_load_state("networkidle")
            paths = {url.removeprefix(address).partition("#")[0] for url in notes.asked}
            files = {path for path in paths if path.startswith(("/static/", "/media/"))}
            views[leaf] = {path: weight(book, path) for path in files}
    return views


def test_the_first_view_of_a_page_is_light(views):
    heavy = {}
    for leaf, files in views.items():
        most = FIRST_WITH_PICTURES if any("/media/" in path for path in files) else FIRST
        whole = words(leaf) + sum(files.values())
        if whole > most:
            heavy[leaf.name] = (whole, files)

    assert heavy == {}


def test_the_second_view_is_next_to_nothing(views):
    """Static files are kept for a year: only the words come again."""
    assert {leaf.name: words(leaf) for leaf in views if words(leaf) > AGAIN} == {}


@pytest.mark.parametrize(("ending", "most"), [(".css", STYLES), (".js", SCRIPTS)])
def test_styles_and_scripts_are_small(views, ending, most):
    sums = {
        leaf.name: sum(size for path, size in files.items() if path.endswith(ending))
        for leaf, files in views.items()
    }

    assert {name: size for name, size in sums.items() if size > most} == {}


def test_whatever_is_static_is_kept_for_a_year(views):
    """Which is to say that its name carries a hash; only letters, kept for years, need one that
    lasts."""
    plain = {
        path
        for leaf, files in views.items()
        for path in files
        if path.startswith("/static/") and path.count(".") < 2 and "/email-" not in path
    }

    assert plain == set()


def test_no_item_fetches_a_font_for_the_title_in_its_own_citation(views):
    cited = [files for leaf, files in views.items() if b"cite__line" in leaf.body]
    slanted = [files for files in cited if any("italic" in path for path in files)]

    assert cited
    assert len(slanted) < len(cited) / 4  # those whose own text has a word in italics
