"""Words that mean the same, and words that are misspelt."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from library import synonyms
from library.models import PolicyPage, ProtocolPage, ResearchPage, ServicePage
from taxonomy.models import Area, SameWords
from tests.factories.library import CaseStudyFactory
from tests.factories.services import service
from tests.factories.taxonomy import SectorFactory, TopicFactory
from tests.library.test_works import ResourceTypeFactory, made


@pytest.fixture
def ask(client, library):
    def get(words, query=""):
        answer = client.get(f"{library.url}{query}", {"q": words} if words else {})
        return BeautifulSoup(answer.content, "html.parser")

    return get


@pytest.fixture
def publish(library, django_capture_on_commit_callbacks):
    """Publish an item as an editor does: its terms are in the index, too."""

    def made(**fields):
        page = CaseStudyFactory(**fields)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return page

    return made


def titles(soup):
    return [link.get_text() for link in soup.select(".result__title")]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("LSCB", "The safeguarding partnership met."),
        ("lscbs", "The safeguarding partnership met."),
        ("safeguarding children partnership", "The LSCB met."),
        ("jail", "A parent is in prison."),
        ("prisons", "A parent in custody."),
        ("parent in prison", "What the children of offenders need."),
        ("prisoners’ children", "Parental imprisonment and school."),
        ("designated safeguarding lead", "Ask the DSL."),
        ("visits in jail", "Contact in custody."),
        ("CAF", "An early help assessment was made."),
        ("NOMS", "HMPPS answers."),
        ("APVU", "The assisted prison visits scheme pays."),
        ("YOI", "A young offender institution."),
    ],
)
def test_another_word_for_the_same_thing_is_found(ask, publish, typed, text):
    publish(title="Wanted", summary=text)
    publish(title="Other", summary="Something else.")

    assert titles(ask(typed)) == ["Wanted"]


def test_a_synonym_of_a_term_finds_what_has_the_term(ask, publish):
    topic = TopicFactory(label="Pregnancy and babies", synonyms=["MBU", "mother-and-baby unit"])
    publish(title="Wanted", topics=[topic])
    publish(title="Other", topics=[TopicFactory()])

    assert titles(ask("MBU")) == ["Wanted"]
    assert titles(ask("mother-and-baby units")) == ["Wanted"]


def test_a_synonym_leads_to_its_term_and_not_from_it(ask, publish):
    sector = SectorFactory(label="Probation", synonyms=["NPS"])
    publish(title="Tagged", sectors=[sector])
    publish(title="Mentions", summary="The NPS helped.", sectors=[SectorFactory()])

    assert sorted(titles(ask("NPS"))) == ["Mentions", "Tagged"]
    assert titles(ask("probation")) == ["Tagged"]


def test_the_words_that_mean_the_same_are_the_editors_own(
    ask, publish, admin_client, django_capture_on_commit_callbacks
):
    publish(title="Wanted", summary="A homework club.")
    assert titles(ask("after-school")) == []

    with django_capture_on_commit_callbacks(execute=True):
        answer = admin_client.post(
            reverse("wagtailsnippets_taxonomy_samewords:add"),
            {"words": "after-school, homework club"},
        )

    assert answer.status_code == 302
    assert titles(ask("after-school")) == ["Wanted"]


def test_one_word_alone_is_no_pair(admin_client):
    before = SameWords.objects.count()

    admin_client.post(reverse("wagtailsnippets_taxonomy_samewords:add"), {"words": "alone"})

    assert SameWords.objects.count() == before


def test_the_search_over_the_whole_site_knows_the_same_words(client, publish):
    publish(title="Wanted", summary="A parent in custody.")

    assert "Wanted" in client.get(reverse("search"), {"q": "jail"}).content.decode()


def test_the_longest_phrase_that_is_known_counts(db):
    SameWords.objects.all().delete()
    SameWords.objects.create(words=["prison", "jail"])
    SameWords.objects.create(words=["prison visit", "contact in custody"])

    groups = synonyms.widen("first prison visits")

    assert [group.typed for group in groups] == ["first", "prison visits"]
    assert "contact in custody" in groups[1].others


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("safegarding", "safeguarding"),
        ("halten", "halton"),
        ("Halten safegarding", "halton safeguarding"),
    ],
)
def test_a_misspelt_word_is_asked_about(ask, publish, typed, meant):
    publish(title="Safeguarding in Halton")

    link = ask(typed).select_one(".empty a")

    assert link.get_text() == meant
    assert titles(ask("", link["href"])) == ["Safeguarding in Halton"]


def test_a_word_that_is_somewhere_is_not_put_right(ask, publish):
    publish(title="Housing", summary="Hosing down.")
    publish(title="Money")

    soup = ask("hosing money")

    assert "Did you mean" not in soup.select_one(".empty").get_text()


def test_a_draft_lends_no_word(ask, publish):
    CaseStudyFactory(title="Canaryville", live=False)
    publish(title="Something else")

    assert "anaryville" not in ask("canaryvile").select_one(".empty").get_text()


@pytest.mark.parametrize("vocabulary", [it for it in synonyms.VOCABULARIES if it is not Area])
def test_every_vocabulary_has_synonyms_that_lead_to_its_terms(library, vocabulary):
    vocabulary.objects.create(label="Proper word", slug="proper-word", synonyms=["everyday"])

    assert [group.others for group in synonyms.widen("everyday")] == [("Proper word",)]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ResearchPage, {"own_title": "The wombat of hubs"}),
        (ResearchPage, {"published_in": "Journal of Wombats"}),
        (ResearchPage, {"country": "Wombat Islands"}),
        (ProtocolPage, {"references": [("reference", {"title": "On wombats"})]}),
    ],
)
def test_a_work_is_found_by_what_describes_it(ask, kind, fields):
    made(kind, title="Wanted", **fields)
    made(kind, title="Other")

    assert titles(ask("wombat")) == ["Wanted"]


def test_a_law_is_found_by_its_type(ask):
    made(PolicyPage, title="Wanted", resource_type=ResourceTypeFactory(label="Legislation"))
    made(PolicyPage, title="Other")

    assert titles(ask("legislation")) == ["Wanted"]


@pytest.mark.parametrize("field", ["referral_routes", "relationships"])
def test_a_service_is_found_by_each_of_its_terms(ask, field):
    terms = ServicePage._meta.get_field(field).related_model.objects
    service(title="Wanted", **{field: [terms.create(label="Wombats", slug="wombats")]})
    service(title="Other", **{field: [terms.create(label="Otters", slug="otters")]})

    assert titles(ask("wombats")) == ["Wanted"]
