"""What each group may and may not do, tried at the desk itself."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import Organisation, StandardPage
from events.models import EventIndexPage
from library.models import LibraryIndexPage
from members.models import User
from newsletters.models import NewsletterPage
from tests.factories.content import picture
from tests.factories.pages import standard_page

pytestmark = pytest.mark.usefixtures("bootstrapped")

GROUPS = (
    "Authors",
    "Editors",
    "Publishers",
    "Newsletter senders",
    "Directory managers",
    "Helpline",
)


@pytest.fixture
def someone():
    def make(*names):
        user = User.objects.create_user(f"{names[0].lower().replace(' ', '-')}@example.org", "x")
        user.groups.set(Group.objects.filter(name__in=names))
        return user

    return make


@pytest.fixture
def sit_down(client, someone):
    """The desk of a new member of that group."""

    def sit(*names):
        client.force_login(someone(*names))
        return client

    return sit


def about():
    return StandardPage.objects.get(slug="about")


def rights(user, page):
    tester = Page.objects.get(pk=page.pk).specific.permissions_for_user(user)
    return {
        name
        for name in ("add_subpage", "edit", "publish", "lock", "unlock", "delete", "move")
        if getattr(tester, f"can_{name}")()
    }


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_enters(sit_down, group):
    assert sit_down(group).get(reverse("wagtailadmin_home")).status_code == 200


def test_without_a_group_nobody_enters(client):
    client.force_login(User.objects.create_user("member@example.org"))

    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_an_author_writes_and_changes_only_their_own(someone):
    author = someone("Authors")
    own = standard_page(about(), "Mine", live=False, owner=author)

    assert rights(author, about()) == {"add_subpage"}
    assert rights(author, own) >= {"add_subpage", "edit"}
    assert "publish" not in rights(author, own)


def test_an_authors_page_goes_to_the_publishers(sit_down, someone):
    desk = sit_down("Authors")
    fields = nested_form_data(
        {
            "title": "What we tried",
            "slug": "what-we-tried",
            "introduction": "",
            "body": streamfield([("text", rich_text("<p>Words.</p>"))]),
            "reviewed_on": "",
            "seo_title": "",
            "search_description": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MAX_NUM_FORMS": 1000},
            "action-submit": "submit",
        }
    )
    add = reverse("wagtailadmin_pages:add", args=["content", "standardpage", about().pk])

    desk.post(add, fields)

    page = StandardPage.objects.get(slug="what-we-tried")
    assert not page.live
    assert page.current_workflow_task_state.task.specific.groups.get().name == "Publishers"
    state = page.current_workflow_task_state

    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    desk.post(approve, {"comment": ""})
    page.refresh_from_db()
    assert not page.live, "an author approves nothing"

    desk.force_login(someone("Publishers"))
    desk.post(approve, {"comment": ""})
    page.refresh_from_db()
    assert page.live


def test_an_editor_changes_and_locks_everything(someone):
    assert rights(someone("Editors"), about()) >= {"add_subpage", "edit", "lock", "unlock"}


def test_an_editor_publishes_in_the_library_and_events_and_nowhere_else(someone):
    editor = someone("Editors")

    assert "publish" in rights(editor, LibraryIndexPage.objects.get())
    assert "publish" in rights(editor, EventIndexPage.objects.get())
    for page in (about(), about().get_parent(), NewsletterPage.objects.get()):
        assert "publish" not in rights(editor, page)


def test_a_publisher_publishes_everything(someone):
    publisher = someone("Publishers")

    for page in (about(), LibraryIndexPage.objects.get(), NewsletterPage.objects.get()):
        assert rights(publisher, page) >= {"edit", "publish", "delete"}


def test_only_newsletter_senders_approve_an_edition(someone):
    may = [group for group in GROUPS if someone(group).has_perm("newsletters.approve_edition")]

    assert may == ["Newsletter senders"]


def test_a_newsletter_sender_works_on_newsletters_alone(someone):
    sender = someone("Newsletter senders")

    assert rights(sender, NewsletterPage.objects.get()) >= {"edit", "publish"}
    assert rights(sender, about()) == set()


def test_a_directory_manager_keeps_organisations_and_vocabularies(sit_down):
    desk = sit_down("Directory managers")

    desk.post(
        reverse("wagtailsnippets_content_organisation:add"),
        {"name": "Example Trust", "website": "", "is_sample": "on"},
    )

    assert Organisation.objects.filter(name="Example Trust").exists()
    assert desk.get(reverse("wagtailsnippets_taxonomy_topic:list")).status_code == 200


@pytest.mark.parametrize("group", ["Authors", "Editors", "Newsletter senders", "Helpline"])
def test_others_keep_their_hands_off_the_vocabularies(sit_down, group):
    answer = sit_down(group).get(reverse("wagtailsnippets_taxonomy_topic:add"))

    assert answer.status_code == 302


def test_directory_managers_write_no_pages(someone):
    assert rights(someone("Directory managers"), about()) == set()


def test_the_helpline_looks_and_changes_nothing(sit_down, someone):
    desk = sit_down("Helpline")

    assert rights(User.objects.get(email="helpline@example.org"), about()) == set()
    assert desk.get(reverse("wagtailsnippets_content_organisation:list")).status_code == 200
    assert desk.get(reverse("wagtailsnippets_content_organisation:add")).status_code == 302


@pytest.mark.parametrize("setting", ["navigation", "siteidentity"])
@pytest.mark.parametrize(
    ("group", "status"),
    [("Editors", 200), ("Publishers", 200), ("Authors", 302), ("Helpline", 302)],
)
def test_menus_and_the_helpline_number_are_for_editors(sit_down, group, status, setting):
    form = reverse("wagtailsettings:edit", args=["content", setting, Site.objects.get().pk])

    assert sit_down(group).get(form).status_code == status


def test_authors_bring_pictures_and_change_only_their_own(sit_down):
    desk = sit_down("Authors")

    assert desk.get(reverse("wagtailimages:add")).status_code == 200
    assert desk.get(reverse("wagtailimages:edit", args=[picture().pk])).status_code == 302


@pytest.mark.parametrize("group", GROUPS)
def test_nobody_but_an_administrator_makes_users(sit_down, group):
    assert sit_down(group).get(reverse("wagtailusers_users:index")).status_code == 302


@pytest.mark.parametrize(
    ("group", "member", "delivery"),
    [
        ("Newsletter senders", 302, 200),
        ("Helpline", 200, 302),
        ("Editors", 302, 302),
    ],
)
def test_who_looks_up_members_and_their_letters(sit_down, group, member, delivery):
    desk = sit_down(group)

    assert desk.get("/admin/members/member/").status_code == member
    assert desk.get("/admin/mail/delivery/").status_code == delivery


@pytest.mark.parametrize(
    ("group", "status"),
    [("Editors", 200), ("Publishers", 200), ("Authors", 302), ("Helpline", 302)],
)
def test_what_readers_say_is_for_editors(sit_down, group, status):
    assert sit_down(group).get("/admin/content/feedback/").status_code == status


@pytest.mark.parametrize("model", ["keystatistic", "reference"])
@pytest.mark.parametrize(
    ("group", "status"),
    [("Editors", 200), ("Publishers", 200), ("Authors", 302), ("Helpline", 302)],
)
def test_figures_and_their_sources_are_for_editors(sit_down, group, status, model):
    form = reverse(f"wagtailsnippets_library_{model}:add")

    assert sit_down(group).get(form).status_code == status


def test_an_author_chooses_a_figure(sit_down):
    choose = reverse("wagtailsnippetchoosers_library_keystatistic:choose")

    assert sit_down("Authors").get(choose).status_code == 200
