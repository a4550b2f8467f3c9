"""Vocabularies through the admin."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from members.models import Member, User
from taxonomy import vocabularies
from taxonomy.models import Area, AreaKind, Topic
from tests.factories.taxonomy import AreaFactory, TopicFactory

pytestmark = pytest.mark.django_db


def url(action, *args, model="topic"):
    return reverse(f"wagtailsnippets_taxonomy_{model}:{action}", args=args)


@pytest.fixture
def chosen():
    """A topic that an area of the tree stands in for: a place with a place in it."""
    outer = AreaFactory(label="Sampleshire", kind=AreaKind.REGION)
    AreaFactory(parent=outer)
    return outer


def test_synonyms_are_typed_with_commas(admin_client):
    answer = admin_client.post(
        url("add"),
        {
            "label": "Grandparents",
            "slug": "grandparents",
            "synonyms": "gran, grandad , kinship",
            "sort_order": "3",
        },
    )

    assert answer.status_code == 302
    assert Topic.objects.get(slug="grandparents").synonyms == ["gran", "grandad", "kinship"]


def test_synonyms_are_shown_as_they_are_typed(admin_client):
    topic = TopicFactory(synonyms=["gran", "grandad"])

    page = admin_client.get(url("edit", topic.pk)).content.decode()

    assert 'value="gran, grandad"' in page


def test_the_list_can_be_searched_by_synonym_and_filtered_by_retired(admin_client):
    TopicFactory(label="Visits", synonyms=["contact"])
    TopicFactory(label="Letters", is_retired=True)

    by_word = admin_client.get(url("list"), {"q": "contact"}).content.decode()
    retired = admin_client.get(url("list"), {"is_retired": "true"}).content.decode()

    assert "Visits" in by_word
    assert "Letters" not in by_word
    assert "Letters" in retired
    assert "Visits" not in retired


def test_places_can_be_filtered_by_what_they_lie_in(admin_client):
    vocabularies.load()
    region = Area.objects.get(slug="north-west")

    page = admin_client.get(
        url("list", model="area"), {"parent": region.pk, "kind": "authority"}
    ).content.decode()

    assert "Halton" in page
    assert "Kingston upon Thames" not in page


def test_a_term_nobody_chose_may_be_deleted(admin_client):
    topic = TopicFactory()

    answer = admin_client.post(url("delete", topic.pk))

    assert answer.status_code == 302
    assert not Topic.objects.exists()


@pytest.mark.parametrize("ask", ["get", "post"])
def test_a_chosen_term_is_kept_and_retiring_is_offered(admin_client, chosen, ask):
    answer = getattr(admin_client, ask)(url("delete", chosen.pk, model="area"), follow=True)

    assert "“Sampleshire” is chosen once and cannot be deleted" in answer.content.decode()
    assert Area.objects.filter(pk=chosen.pk).exists()


def test_many_at_once_keeps_a_chosen_term_too(admin_client, chosen):
    address = reverse("wagtail_bulk_action", args=["taxonomy", "area", "delete"])

    answer = admin_client.post(f"{address}?id={chosen.pk}&next=/admin/", follow=True)

    assert "cannot be deleted" in answer.content.decode()
    assert Area.objects.filter(pk=chosen.pk).exists()


def test_no_code_can_take_a_chosen_term_off_its_pages(settings):
    topic = TopicFactory()
    user = User.objects.create_user("ada@example.org")
    member = Member.objects.create(user=user)
    member.topics.add(topic)

    with pytest.raises(ProtectedError):
        Topic.objects.filter(pk=topic.pk).delete()
