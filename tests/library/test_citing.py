"""Citations: the right authors, in words and as files that reference managers read."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from content.models import Organisation
from library.citing import Author, Citation, Genre, authors_in, of_work
from library.models import CaseStudyPage, ResearchPage, ResourcePage
from library.reference_managers import bibtex, ris
from tests.factories.content import identity
from tests.factories.library import CaseStudyFactory
from tests.factories.members import MemberFactory
from tests.factories.taxonomy import ResourceTypeFactory

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 3, 15, 12, tzinfo=UTC)
STUDY = Citation(
    key="every-night",
    genre=Genre.REPORT,
    title="Every night you cry",
    authors_line="Glover, J.",
    authors=[Author("Glover, J.")],
    year="c. 2009",
    publisher="Barnardo’s",
    url="https://example.org/a_b?c=1&d={2}",
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Sharratt, K., Christmann, K., Perry, S. and Sutherland, L.",
            ["Sharratt, K.", "Christmann, K.", "Perry, S.", "Sutherland, L."],
        ),
        ("Brontë-Müller, Z. E. and O’Hara, J.-P.", ["Brontë-Müller, Z. E.", "O’Hara, J.-P."]),
        ("van der Berg, A.; Smith, B.", ["van der Berg, A.", "Smith, B."]),
    ],
)
def test_people_are_told_apart(line, names):
    assert authors_in(line) == [Author(name) for name in names]


@pytest.mark.parametrize(
    "line",
    [
        "Department for Education",
        "Prisons, Probation and Courts Board",
        "Crime and Justice",
        "Smith, Jane and friends",
        "J. Smith and A. Jones",
    ],
)
def test_what_cannot_be_told_apart_stays_one_name(line):
    assert authors_in(line) == [Author(line, is_body=True)]


def test_a_study_as_ris():
    assert ris(STUDY) == (
        "TY  - RPRT\r\n"
        "AU  - Glover, J.\r\n"
        "PY  - 2009\r\n"
        "TI  - Every night you cry\r\n"
        "PB  - Barnardo’s\r\n"
        "UR  - https://example.org/a_b?c=1&d={2}\r\n"
        "ER  - \r\n"
    )


def test_a_study_as_bibtex():
    assert bibtex(STUDY) == (
        "@techreport{every-night,\n"
        "  author = {Glover, J.},\n"
        "  title = {{Every night you cry}},\n"
        "  year = {c. 2009},\n"
        "  institution = {{Barnardo’s}},\n"
        "  url = {https://example.org/a_b?c=1&d=%7B2%7D},\n"
        "}\n"
    )


ARTICLE = Citation(
    key="hubs",
    genre=Genre.ARTICLE,
    title="Hubs",
    published_in="Journal of Examples, 2(2), 214–224",
    doi="10.1000/182",
)


def test_an_article_with_its_journal_in_every_form():
    for line in ("T2  - Journal of Examples", "VL  - 2", "IS  - 2", "SP  - 214", "EP  - 224"):
        assert f"{line}\r\n" in ris(ARTICLE)
    assert bibtex(ARTICLE).startswith("@article{hubs,")
    for written in ("journal = {{Journal of Examples}}", "pages = {214--224}", "volume = {2}"):
        assert written in bibtex(ARTICLE)
    assert "Journal of Examples, 2(2), 214–224." in ARTICLE.harvard


def test_a_journal_written_otherwise_stays_whole():
    made = Citation(key="a", genre=Genre.ARTICLE, title="T", published_in="Examples, spring issue")

    assert "T2  - Examples, spring issue\r\n" in ris(made)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "Every night you cry (2009)", "year": "2009"}, "Every night you cry"),
        ({"title": "1984 (1949)", "year": ""}, "1984 (1949)"),
        ({"title": "What a hub taught us", "own_title": "The role of hubs"}, "The role of hubs"),
    ],
)
def test_a_work_is_cited_by_its_own_title(fields, title):
    assert of_work(ResearchPage(slug="t", **fields)).title == title


AWKWARD = "100% of {us} & them: \\#1_$ ~ ^\r\nER  - \u2028TY  - HACK"


def test_nothing_in_a_title_ends_an_entry_or_begins_another():
    made = Citation(key="Ålesund (2)", genre=Genre.WEB_PAGE, title=AWKWARD)

    lines = ris(made).split("\r\n")
    entry = bibtex(made)

    assert [line[:2] for line in lines if line] == ["TY", "TI", "ER"]
    assert entry.startswith("@misc{Alesund2,")
    assert entry.count("{") == entry.count("}")
    assert entry.count("\n") == 3
    for written in (r"100\% of \textbraceleft{}us\textbraceright{} \& them", r"\#1\_\$"):
        assert written in entry


def test_a_body_is_one_author_in_every_form():
    made = Citation(
        key="a",
        genre=Genre.REPORT,
        title="T",
        authors=[Author("Prisons, Probation and Courts Board", is_body=True)],
    )

    assert "AU  - Prisons Probation and Courts Board\r\n" in ris(made)
    assert "author = {{Prisons, Probation and Courts Board}}" in bibtex(made)


def test_what_is_made_up_says_so_in_a_file():
    made = Citation(key="a", genre=Genre.REPORT, title="T", is_sample=True)

    assert "Sample content" in ris(made)
    assert "Sample content" in bibtex(made)


@pytest.mark.parametrize(
    ("citation", "line"),
    [
        (
            STUDY,
            "Glover, J. (c. 2009) <cite>Every night you cry</cite>. Barnardo’s. Available at: ",
        ),
        (
            Citation(key="a", genre=Genre.REPORT, title="T", authors_line="X", publisher="X"),
            "X (no date) <cite>T</cite>.",
        ),
        (
            Citation(key="a", genre=Genre.LAW, title="<Act>", year="2004"),
            "<cite>&lt;Act&gt;</cite>",
        ),
        (
            Citation(key="a", genre=Genre.ARTICLE, title="T", doi="10.1000/182", url="https://x"),
            "Available at: https://doi.org/10.1000/182.",
        ),
    ],
)
def test_the_harvard_manner(citation, line):
    assert line in citation.harvard


def test_a_work_without_authors_is_its_publishers_and_never_ours():
    work = ResearchPage(title="T", slug="t", publisher=Organisation(name="Ministry of Examples"))

    made = of_work(work)

    assert made.authors == [Author("Ministry of Examples", is_body=True)]
    assert of_work(ResearchPage(title="T", slug="t")).authors == []


@pytest.mark.parametrize(
    ("slug", "genre"),
    [("video", "VIDEO"), ("book-or-story", "BOOK"), ("legislation", "STAT"), ("toolkit", "RPRT")],
)
def test_a_work_is_of_the_kind_that_its_type_says(slug, genre):
    kind = ResourceTypeFactory(slug=slug, label=slug)

    assert ris(of_work(ResourcePage(title="T", slug="t", resource_type=kind))).startswith(
        f"TY  - {genre}"
    )


@pytest.fixture
def record(library, time_machine):
    time_machine.move_to(TODAY)
    identity(organisation_name="Example Hub, Sampleton", name="Alongside")
    page = CaseStudyFactory(title="Telford: one table", slug="telford")
    page.save_revision().publish()
    return page


def test_a_record_is_cited_as_a_page_of_the_hub(client, record):
    shown = BeautifulSoup(client.get(record.url).content, "html.parser").select_one(".cite")

    assert shown.select_one(".cite__line").get_text() == (
        "Example Hub, Sampleton (2026) Telford: one table. Alongside. "
        "Available at: http://localhost/library/telford/ (accessed 15 March 2026)."
    )
    for link in shown.select("a"):
        assert client.get(link["href"]).status_code == 200


@pytest.mark.parametrize(
    ("form", "media_type", "words"),
    [
        ("ris", "application/x-research-info-systems", "AU  - Example Hub Sampleton"),
        ("bib", "application/x-bibtex", "author = {{Example Hub, Sampleton}}"),
    ],
)
def test_an_item_as_a_file(client, record, form, media_type, words):
    answer = client.get(f"{record.url}cite.{form}")

    assert answer["Content-Type"] == f"{media_type}; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="telford.{form}"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert words in answer.content.decode()
    assert date(2026, 3, 15).strftime("%Y") in answer.content.decode()


@pytest.mark.parametrize("form", ["ris", "bib"])
def test_what_not_everybody_may_read_is_cited_to_nobody(client, record, form):
    address = f"{record.url}cite.{form}"
    restriction = PageViewRestriction.objects.create(
        page=record.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(address).status_code == 404

    restriction.delete()
    assert client.get(address).status_code == 200
    record.unpublish()
    assert client.get(address).status_code == 404


def test_an_item_for_members_is_cited_to_members(client, record):
    CaseStudyPage.objects.update(for_members=True)
    assert client.get(f"{record.url}cite.ris").status_code == 404

    client.force_login(MemberFactory().user)
    answer = client.get(f"{record.url}cite.ris")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/library/cite.ris", "/library/nowhere/cite.bib", "/library/telford/cite.doc"]
)
def test_there_is_no_citation_of_anything_else(client, record, address):
    assert client.get(address).status_code == 404


def test_a_citation_is_read_and_not_sent(client, record):
    assert client.post(f"{record.url}cite.ris").status_code == 405
