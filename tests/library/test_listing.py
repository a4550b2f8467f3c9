"""The editors' list of items, and terms for many of them at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from library.models import LibraryPage, ResourcePage
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.members import UserFactory
from tests.factories.pages import home_page, standard_page
from tests.factories.taxonomy import AreaFactory, SectorFactory, TopicFactory
from tests.library.test_works import made

pytestmark = pytest.mark.django_db

ITEMS = "/admin/library/items/"


@pytest.fixture(autouse=True)
def library():
    home_page()
    return LibraryIndexPageFactory()


def listed(client, query=""):
    answer = client.get(f"{ITEMS}{query}")
    assert answer.status_code == 200
    return [page.title for page in answer.context["object_list"]]


def test_every_item_is_listed_with_what_is_due_and_whose_it_is(chief):
    today = timezone.localdate()
    CaseStudyFactory(title="Fresh", last_reviewed=today, kept_by=chief.user)
    CaseStudyFactory(title="Old", last_reviewed=today - timedelta(days=400))

    words = chief.get(ITEMS).content.decode()

    assert listed(chief) == ["Old", "Fresh"]
    assert words.count(", overdue") == 1
    assert "Add library item" not in words
    for shown in ("Looked after by", "Next review", "Local area", chief.user.first_name):
        assert shown in words


def test_the_list_is_filtered_by_kind_owner_age_and_readers(chief):
    today = timezone.localdate()
    CaseStudyFactory(title="Mine", last_reviewed=today, kept_by=chief.user)
    CaseStudyFactory(title="Overdue", last_reviewed=today - timedelta(days=400))
    CaseStudyFactory(title="Archived", last_reviewed=today - timedelta(days=800))
    made(ResourcePage, title="Closed", for_members=True)

    assert listed(chief, "?kind=resource") == ["Closed"]
    assert listed(chief, f"?kept_by={chief.user.pk}") == ["Mine"]
    assert listed(chief, "?age=overdue") == ["Overdue"]
    assert listed(chief, "?age=archived") == ["Archived"]
    assert listed(chief, "?for_members=True") == ["Closed"]
    assert len(listed(chief, "?age=nonsense&kind=nonsense")) == 4


def test_what_falls_due_soon_is_found_before_it_is_late(chief):
    today = timezone.localdate()
    CaseStudyFactory(title="Later", last_reviewed=today)
    CaseStudyFactory(title="In ten days", last_reviewed=today - timedelta(days=356))
    CaseStudyFactory(title="Own day", review_date=today + timedelta(days=60), last_reviewed=today)
    CaseStudyFactory(title="Overdue", last_reviewed=today - timedelta(days=400))
    CaseStudyFactory(title="Archived", last_reviewed=today - timedelta(days=800))

    assert set(listed(chief, "?age=30")) == {"In ten days", "Overdue"}
    assert set(listed(chief, "?age=90")) == {"In ten days", "Overdue", "Own day"}


def test_the_list_costs_the_same_for_many(chief, django_assert_max_num_queries):
    for number in range(12):
        CaseStudyFactory(title=f"Item {number}", kept_by=chief.user)

    with django_assert_max_num_queries(40):
        listed(chief)


def test_who_works_on_no_item_sees_none():
    client = Client()
    client.force_login(UserFactory(editor=True))

    assert client.get(ITEMS).status_code in (302, 403)


def terms(client, pages, **chosen):
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/admin/bulk/wagtailcore/page/terms/?next=/admin/&{query}", chosen)


def labels(page, field="topics"):
    return sorted(term.label for term in getattr(type(page).objects.get(pk=page.pk), field).all())


def test_many_items_get_a_term_each_with_a_version_and_an_entry(chief):
    first, second = made(ResourcePage, title="First"), CaseStudyFactory(title="Second")
    had, topic = labels(first), TopicFactory(label="Visits")
    versions = first.revisions.count()

    terms(chief, [first, second], topics=[topic.pk])

    assert labels(first) == sorted([*had, "Visits"])
    assert "Visits" in labels(second)
    assert first.revisions.count() == versions + 1
    assert PageLogEntry.objects.filter(
        page=first.pk, user=chief.user, action="wagtail.publish"
    ).exists()


def test_many_items_get_a_place_and_are_found_by_it(chief):
    page, telford = made(ResourcePage), AreaFactory(label="Telford")
    form = chief.get(f"/admin/bulk/wagtailcore/page/terms/?next=/admin/&id={page.pk}")
    assert "Telford" in form.content.decode()

    terms(chief, [page], areas=[telford.pk])

    assert "Telford" in labels(page, "areas")
    assert f"place:{telford.pk}" in ResourcePage.objects.get(pk=page.pk).found_by


def test_a_retired_term_is_not_offered_for_many(chief):
    page = made(ResourcePage)
    TopicFactory(label="No longer used", is_retired=True)

    form = chief.get(f"/admin/bulk/wagtailcore/page/terms/?next=/admin/&id={page.pk}")
    assert "No longer used" not in form.content.decode()


def test_a_term_that_is_there_already_makes_no_version(chief):
    page = made(ResourcePage)
    versions = page.revisions.count()

    terms(chief, [page], topics=[page.topics.get().pk])

    assert page.revisions.count() == versions


def test_terms_are_taken_away_and_the_last_one_stays(chief):
    page, sector = made(ResourcePage), SectorFactory(label="Police")
    terms(chief, [page], sectors=[sector.pk])

    terms(chief, [page], take_away="yes", sectors=[sector.pk])
    assert "Police" not in labels(page, "sectors")

    had, versions = labels(page), page.revisions.count()
    answer = terms(chief, [page], take_away="yes", topics=[page.topics.get().pk])
    assert labels(page) == had
    assert page.revisions.count() == versions
    assert "Choose at least one topic" in chief.get(answer["Location"]).content.decode()


def test_what_somebody_has_begun_is_not_published_on_the_way(chief):
    page = made(ResourcePage)
    page.summary = "Not ready."
    page.save_revision()

    terms(chief, [page], topics=[TopicFactory(label="Visits").pk])

    page = ResourcePage.objects.get(pk=page.pk)
    assert (page.summary, "Visits" in labels(page)) == ("What it is, in one sentence.", False)
    latest = page.get_latest_revision_as_object()
    assert latest.summary == "Not ready."
    assert "Visits" in [topic.label for topic in latest.topics.all()]


def test_who_may_not_publish_leaves_drafts_and_who_may_not_change_leaves_nothing(library):
    page, topic = made(ResourcePage), TopicFactory(label="Visits")
    client = Client()
    user = UserFactory(editor=True)
    client.force_login(user)

    terms(client, [page], topics=[topic.pk])
    assert "Visits" not in [it.label for it in page.get_latest_revision_as_object().topics.all()]

    GroupPagePermission.objects.create(
        group=user.groups.get(),
        page=library,
        permission=Permission.objects.get(codename="change_page"),
    )
    client.force_login(type(user).objects.get(pk=user.pk))
    terms(client, [page], topics=[topic.pk])
    page = ResourcePage.objects.get(pk=page.pk)
    assert "Visits" not in labels(page)
    assert "Visits" in [it.label for it in page.get_latest_revision_as_object().topics.all()]


def test_other_pages_and_locked_items_are_left_out(chief, library):
    other = standard_page(library.get_parent(), "About")
    locked = made(ResourcePage, title="Locked")
    LibraryPage.objects.filter(pk=locked.pk).update(locked=True, locked_by=None)

    answer = chief.get(f"/admin/bulk/wagtailcore/page/terms/?id={other.pk}&id={locked.pk}")
    terms(chief, [other, locked], topics=[TopicFactory(label="Visits").pk])

    assert "None of these is an item of the library" in answer.content.decode()
    assert "Visits" not in labels(locked)


def test_something_has_to_be_chosen(chief):
    answer = terms(chief, [made(ResourcePage)])

    assert "Choose at least one term." in answer.content.decode()
