"""An entry of the directory of services: what its page says, and what it never tells."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from content.models import Navigation
from library.enums import Kind, ServiceStatus
from library.models import LibraryIndexPage, LibraryPage, ServicePage
from taxonomy.models import AreaKind
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.pages import home_page
from tests.factories.services import (
    ReferralRouteFactory,
    ServiceKindFactory,
    place,
    service,
)
from tests.head import things_of

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)
WEEKDAYS = json.dumps(
    [
        {
            "type": "hours",
            "value": {"days": ["0", "1", "2", "3", "4"], "opens": "09:00", "closes": "17:00"},
        }
    ]
)
CANARY = {
    "address": "99 Canaryhouse Lane",
    "town": "Canaryham",
    "postcode": "SW9 7MM",
    "latitude": 51.4691234,
    "longitude": -0.1141234,
    "address_is_secret": True,
}


@pytest.fixture(autouse=True)
def library():
    home_page()
    with time_machine.travel(TUESDAY, tick=False):
        yield LibraryIndexPageFactory()


def shown(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_service_is_made_in_the_library_read_and_found_by_its_words(client):
    page = service(title="Lanternfish", takes="Grandparents above all.")

    assert ServicePage in LibraryIndexPage.objects.get().creatable_subpage_models()
    assert page.kind == Kind.SERVICE
    assert "Grandparents above all." in shown(client, page)
    assert page.url in client.get("/library/?q=lanternfish").content.decode()
    assert page.url in client.get("/library/?kind=service").content.decode()


@pytest.mark.parametrize(
    "field", ["areas", "service_kinds", "deliveries", "referral_routes", "ages", "stages"]
)
def test_a_service_without_its_terms_is_not_published(field):
    page = service()
    setattr(page, field, [])

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert field in refused.value.message_dict


def test_a_service_that_nobody_can_reach_is_not_published():
    with pytest.raises(ValidationError, match="telephone number"):
        service(phone="")


def test_a_pause_says_what_to_do_meanwhile():
    with pytest.raises(ValidationError, match="in the meantime"):
        service(status=ServiceStatus.PAUSED)


def test_a_postcode_has_the_shape_of_one():
    with pytest.raises(ValidationError, match="whole postcode"):
        service(postcode="Leeds")

    assert service(postcode=" sw9  7mm ").postcode == "SW9 7MM"


def test_it_says_whether_somebody_answers_now_also_on_a_kept_page(client):
    page = service(hours=WEEKDAYS)

    soup = BeautifulSoup(shown(client, page), "html.parser").select_one("main")
    label = soup.select_one(".helpline-card__open")

    assert label.get_text() == "Open now, until 5 pm"
    assert json.loads(label["data-turns"])[0][1:] == [0, "Opens tomorrow, 9 am"]
    assert soup.select_one("a[href='tel:+441632960151']")


def test_it_says_when_somebody_made_sure_and_who(client):
    words = shown(client, service(verified_by="the service itself"))

    assert "Last checked 1 March 2026 by the service itself" in words
    assert "1 March 2027" in words


def test_one_that_nobody_checked_for_a_year_tells_readers_to_ring_first(client):
    page = service(last_reviewed=date(2025, 3, 9))

    assert "Ring before you send anybody" in shown(client, page)


def test_a_paused_service_is_not_open_whatever_its_hours_say(client):
    page = service(
        hours=WEEKDAYS, status=ServiceStatus.PAUSED, status_note="The roof is being mended."
    )

    words = shown(client, page)

    assert "takes nobody at the moment" in words
    assert "The roof is being mended." in words
    assert "Open now, until 5 pm" not in words
    assert "<title>Paused: " in words


def test_a_closed_service_says_so_and_tells_no_way_to_it(client):
    page = service(
        hours=WEEKDAYS, status=ServiceStatus.CLOSED, email="canary@example.org", website=""
    )

    words = shown(client, page)

    assert "This service has closed" in words
    assert "<title>Closed: " in words
    assert "01632 960 151" not in words
    assert "canary@example.org" not in words
    assert "Open now, until 5 pm" not in words


def test_a_closed_service_leaves_every_list_at_once(client):
    page = service(status=ServiceStatus.CLOSED, last_reviewed=TUESDAY.date(), title="Lanternfish")

    assert page.closed_on == TUESDAY.date()
    assert page.is_archived
    assert not LibraryPage.objects.unarchived(TUESDAY.date()).exists()
    assert page.url not in client.get("/library/?q=lanternfish").content.decode()
    assert page.url not in client.get("/services/").content.decode()


def test_a_service_that_opens_again_is_back_once_somebody_made_sure(client):
    page = service(status=ServiceStatus.CLOSED)
    page.status, page.last_reviewed = ServiceStatus.OPEN, TUESDAY.date()
    page.save_revision().publish()
    page = ServicePage.objects.get()

    assert page.closed_on is None
    assert not page.is_archived
    assert page.url in client.get("/services/").content.decode()


def test_nothing_of_a_secret_address_leaves_the_form(client):
    page = service(**CANARY, title="Refuge", areas=[place("Lambeth")])
    addresses = [
        page.url, "/services/", "/services/?near=SW9", "/services/?near=Canaryham",
        "/services/?place=lambeth", "/library/", "/library/?q=Refuge", "/search/?q=Refuge",
        "/library/feed/", "/sitemap.xml", "/library/suggest/?q=refu",
        "/services/open-referral.json", "/services/services.csv",
    ]  # fmt: skip

    for address in addresses:
        words = client.get(address, follow=True).content.decode()
        for secret in ("Canaryhouse", "7MM", "51.469", "-0.114", "0.1141"):
            assert secret not in words, (address, secret)
    assert "mile" not in client.get("/services/?near=SW9").content.decode()
    assert page.url not in client.get("/library/?q=Canaryham").content.decode()
    assert page.url not in client.get("/search/?q=Canaryhouse").content.decode()
    assert "Its address is not published" in shown(client, page)


def test_an_address_that_becomes_secret_is_forgotten_by_the_search(client):
    page = service(title="Refuge", town="Canaryham")
    assert page.url in client.get("/search/?q=Canaryham").content.decode()

    page.address_is_secret = True
    page.save_revision().publish()

    assert page.url not in client.get("/search/?q=Canaryham").content.decode()


def test_the_owner_is_nobody_s_business(client):
    page = service(owner_email="canary@example.org")

    for address in (
        page.url, "/services/", "/library/", "/search/?q=canary", "/services/services.csv",
        "/services/open-referral.json",
    ):  # fmt: skip
        assert "canary@" not in client.get(address).content.decode()


def test_search_engines_learn_what_it_does_and_how_to_reach_it(client):
    page = service(address="1 Sample Street", town="Sampleton", postcode="SW9 7MM")

    (said,) = things_of(client, page.url, "Service")

    assert said["availableChannel"]["servicePhone"]["telephone"] == "01632 960 151"
    assert said["availableChannel"]["serviceLocation"]["address"] == (
        "1 Sample Street, Sampleton, SW9 7MM"
    )


def test_search_engines_learn_no_secret_address_and_no_way_to_what_is_closed(client):
    (secret,) = things_of(client, service(**CANARY).url, "Service")
    page = service(status=ServiceStatus.CLOSED, title="Gone")
    (closed,) = things_of(client, page.url, "Service")

    assert "serviceLocation" not in secret["availableChannel"]
    assert "availableChannel" not in closed


def test_it_is_archived_when_nobody_made_sure_for_two_years(client):
    page = service(last_reviewed=TUESDAY.date() - timedelta(days=731))

    assert page.url not in client.get("/services/").content.decode()
    assert "for a long time" in shown(client, page)


def test_its_head_says_what_it_does_and_whether_a_family_may_come_by_itself(client):
    by_others = service(title="By others alone")
    alone = ReferralRouteFactory(label="Self-referral", slug="self")
    page = service(referral_routes=[alone], service_kinds=[ServiceKindFactory(label="Befriending")])

    head = BeautifulSoup(shown(client, page), "html.parser").select_one(".page-head").get_text()

    assert "Befriending" in head
    assert "Families can come without a referral" in head
    assert "without a referral" not in shown(client, by_others)


def test_a_page_costs_few_questions(client):
    page = service(hours=WEEKDAYS)
    shown(client, page)

    with CaptureQueriesContext(connection) as captured:
        shown(client, page)

    assert len(captured) <= 25


def test_an_editor_has_a_form_with_everything_on_it(admin_client):
    page = service()

    answer = admin_client.get(f"/admin/pages/{page.pk}/edit/")
    new = admin_client.get(f"/admin/pages/add/library/servicepage/{page.get_parent().pk}/")

    for form in (answer, new):
        words = form.content.decode()
        assert form.status_code == 200
        for name in ("address_is_secret", "owner_email", "status", "service_kinds", "postcode"):
            assert f'name="{name}"' in words


def test_it_is_reached_through_the_services_and_the_menu_says_so(client):
    menu = [
        {"type": "link", "value": {"label": label, "page": None, "url": url}}
        for label, url in {"Library": "/library/", "Services": "/services/"}.items()
    ]
    Navigation.objects.create(site=Site.objects.get(is_default_site=True), main=json.dumps(menu))

    page = service(title="Centre")
    (own,) = page.areas.all()

    soup = BeautifulSoup(client.get(page.url).content, "html.parser")

    crumbs = [(it.get_text(strip=True), it.get("href")) for it in soup.select(".breadcrumbs a")]
    here = (own.label, f"/services/?place={own.slug}")
    assert crumbs == [("Home", "/"), ("Services", "/services/"), here]
    assert page.title in client.get(here[1]).content.decode()
    assert [it.get_text() for it in soup.select("header nav [aria-current]")] == ["Services"]


def test_other_help_for_the_same_places_is_named_the_nearest_by_its_area_first(client):
    england = place("England", AreaKind.NATION)
    west, east = (place(name, AreaKind.REGION, parent=england) for name in ("West", "East"))
    telford, stoke = (place(name, parent=west) for name in ("Telford", "Stoke"))
    prison = place("HMP Near", AreaKind.PRISON, parent=telford)
    here = service(title="Here", areas=[telford])
    service(title="Of the nation", areas=[england])
    service(title="Of the region", areas=[west])
    service(title="At the prison", areas=[prison])
    service(title="Next council", areas=[stoke])
    service(title="Another region", areas=[east])
    service(
        title="Closed", areas=[telford], status=ServiceStatus.CLOSED, closed_on=date(2026, 1, 1)
    )

    def named():
        soup = BeautifulSoup(client.get(here.url).content, "html.parser")
        section = soup.select_one("[aria-labelledby=nearby]")
        assert section.select_one("a[href='/services/?place=telford']")
        return [it.get_text(strip=True) for it in section.select("h3")]

    assert named() == ["At the prison", "Of the region", "Of the nation"]
    service(title="Also here", areas=[telford])
    assert named() == ["Also here", "At the prison", "Of the region"]


def test_where_nobody_else_helps_no_empty_heading_stands(client):
    assert 'id="nearby"' not in client.get(service(title="Alone").url).content.decode()
