import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page, Site, Workflow

from content.models import Navigation, SiteIdentity, StandardPage
from events.models import EventIndexPage
from home.models import HomePage
from library.models import LibraryIndexPage
from newsletters.models import Newsletter, NewsletterPage
from taxonomy.models import Topic

pytestmark = pytest.mark.usefixtures("bootstrapped")


@pytest.fixture
def bootstrap(capsys):
    def run(*options):
        call_command("bootstrap_site", *options)
        return capsys.readouterr().out

    return run


def test_a_new_site_has_its_sections_at_their_addresses(client):
    for address in (
        "/",
        "/library/",
        "/events/",
        "/newsletters/",
        "/newsletters/hub-news/",
        "/about/",
        "/evidence/",
        "/privacy/",
        "/cookies/",
        "/accessibility/",
        "/staying-safe/",
    ):
        assert client.get(address).status_code == 200, address


def test_the_menus_lead_to_pages_that_exist(client):
    shown = client.get("/").content.decode()

    for words in ("Library", "Training", "Hub News", "Accessibility", "Staying safe online"):
        assert words in shown


def test_the_page_that_wagtail_came_with_is_gone():
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()
    assert {page.specific_class for page in Page.objects.filter(depth=2)} == {HomePage}


def test_the_site_answers_at_its_own_address(bootstrap, settings):
    settings.BASE_URL = "https://hub.example.org"
    bootstrap()

    site = Site.objects.get()
    assert (site.hostname, site.port, site.is_default_site) == ("hub.example.org", 443, True)
    assert Site.objects.get().root_page.specific_class is HomePage


def test_staying_safe_can_be_left_at_once(client):
    assert "Exit this page" in client.get("/staying-safe/").content.decode()


def test_the_accessibility_statement_has_every_part_the_law_asks_for(client):
    shown = client.get("/accessibility/").content.decode()

    for part in (
        "Compliance status",
        "partially compliant",
        "version 2.2, level AA",
        "Content that is not accessible",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "not within the scope of the accessibility regulations",
        "Feedback and contact information",
        "Reporting accessibility problems",
        "Enforcement procedure",
        "Equality Advisory and Support Service",
        "What we are doing to improve accessibility",
        "This statement was prepared on",
        "The website was last tested on",
    ):
        assert part in shown


def test_a_second_run_makes_nothing(bootstrap):
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision"))

    assert bootstrap() == ""
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision")) == before


def test_what_editors_changed_stays(bootstrap):
    StandardPage.objects.get(slug="about").delete()
    about = HomePage.objects.get()
    about.title = "The hub"
    about.save()
    library = LibraryIndexPage.objects.get()
    library.slug = "what-works"
    library.save()
    Newsletter.objects.update(name="Monthly letter")
    Topic.objects.order_by("pk").first().delete()
    topics = Topic.objects.count()
    Navigation.objects.update(main=[])
    SiteIdentity.objects.update(name="By their side")
    Group.objects.get(name="Authors").permissions.clear()

    assert bootstrap() == ""

    assert not StandardPage.objects.filter(slug="about").exists()
    assert HomePage.objects.get().title == "The hub"
    assert LibraryIndexPage.objects.get().slug == "what-works"
    assert NewsletterPage.objects.count() == 1
    assert Topic.objects.count() == topics
    assert not Navigation.objects.get().main
    assert SiteIdentity.objects.get().name == "By their side"
    assert not Group.objects.get(name="Authors").permissions.exists()


def test_a_section_that_is_missing_is_made_and_opened_to_its_groups(bootstrap):
    EventIndexPage.objects.get().delete()

    assert "Section: /events/" in bootstrap()

    section = EventIndexPage.objects.get()
    rights = Group.objects.get(name="Editors").page_permissions.filter(page=section)
    assert [right.permission.codename for right in rights] == ["publish_page"]


def test_rights_are_renewed_only_when_asked(bootstrap):
    authors = Group.objects.get(name="Authors")
    authors.permissions.clear()

    bootstrap("--renew-rights")

    assert authors.permissions.filter(codename="access_admin").exists()


def test_publishers_are_the_ones_who_are_asked():
    workflow = Workflow.objects.get()

    (task,) = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == ["Publishers"]
    assert StandardPage.objects.get(slug="privacy").get_workflow() == workflow
