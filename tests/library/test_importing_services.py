"""Services from a table: the same dry run, the same all or nothing, with columns of their own."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import Organisation
from library.enums import Cost, ServiceStatus
from library.models import ResourcePage, ServicePage
from tests.factories.library import LibraryIndexPageFactory, some
from tests.factories.pages import home_page
from tests.factories.services import TERMS, ServiceKindFactory, place, service
from tests.library.test_importing import fates, look, problems, say_yes
from tests.library.test_works import made

pytestmark = pytest.mark.django_db

COLUMNS = {
    "Kinds": "service_kinds",
    "Delivery": "deliveries",
    "Places and prisons": "areas",
    "Children’s ages": "ages",
    "Stages": "stages",
    "Who may refer": "referral_routes",
}


@pytest.fixture(autouse=True)
def library():
    home_page()
    library = LibraryIndexPageFactory()
    ServiceKindFactory(label="Play", slug="play")
    ServiceKindFactory(label="Helpline", slug="helpline")
    place("Lambeth")
    Organisation.objects.create(name="Example Trust")
    return library


def table(*rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [";".join(f'"{row.get(name, "")}"' for name in names) for row in rows]
    text = "\n".join([";".join(f'"{name}"' for name in names), *lines])
    return SimpleUploadedFile("services.csv", text.encode(), content_type="text/csv")


def shown_to(client, *rows, **more):
    return look(client, table(*rows), what="services", **more)


SMALL = {"Name": "Lanternfish", "In a sentence": "A drop-in."}
WHOLE = (
    SMALL
    | {
        "Run by": "Example Trust",
        "What happens there": "Tea and toys.",
        "Kinds": "Play; helpline",
        "Places and prisons": "Lambeth",
        "Whom it takes": "Everybody.",
        "How to refer": "Ring.",
        "Cost": "To be paid for",
        "What it costs": "£2",
        "Languages": "English, Polish",
        "Access": "No steps.",
        "Ask for": "Worker on duty",
        "Telephone": "01632 960 151",
        "E-mail": "hello@example.org",
        "Website": "https://example.org/drop-in",
        "Street": "1 Sample Street",
        "Town": "Sampleton",
        "Postcode": "sw97mm",
        "Hours": "Mon-Wed, Fri 9:30-16:00; Sat 10.00 to 12.00",
        "Last checked": "2026-03-01",
        "By": "the service itself",
        "Owner’s e-mail": "owner@example.org",
    }
    | {"Kinds": "Play; helpline"}
)


def test_everything_that_a_row_says_is_kept(chief):
    shown = shown_to(chief, WHOLE)
    assert fates(shown) == [(2, "would be made")]
    assert ServicePage.objects.count() == 0

    say_yes(chief, shown)

    page = ServicePage.objects.get()
    assert (page.title, page.live, page.owner) == ("Lanternfish", False, chief.user)
    assert page.provider.name == "Example Trust"
    assert {kind.slug for kind in page.service_kinds.all()} == {"play", "helpline"}
    assert [area.label for area in page.areas.all()] == ["Lambeth"]
    assert (page.cost, page.cost_note) == (Cost.PAID, "£2")
    assert (page.phone, page.email) == ("01632 960 151", "hello@example.org")
    assert page.postcode == "SW9 7MM"
    assert (page.last_reviewed, page.verified_by) == (date(2026, 3, 1), "the service itself")
    assert (page.languages, page.accessibility) == ("English, Polish", "No steps.")
    assert page.owner_email == "owner@example.org"
    open_on = [(row.weekday, row.opens, row.closes) for row in page.opening_hours]
    assert [day for day, *_ in open_on] == [0, 1, 2, 4, 5]
    assert open_on[-1] == (5, time(10), time(12))


def test_the_same_table_again_changes_nothing(chief):
    say_yes(chief, shown_to(chief, WHOLE))

    assert fates(shown_to(chief, WHOLE)) == [(2, "unchanged")]


def test_one_that_nobody_has_checked_does_not_say_that_it_was_checked_today(chief):
    say_yes(chief, shown_to(chief, SMALL))

    assert ServicePage.objects.get().last_reviewed is None


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("Run by", "Nobody", "No organisation is called “Nobody”."),
        ("Kinds", "Play; Chess", "No service kind is called “Chess”."),
        ("Places and prisons", "Atlantis", "No area is called “Atlantis”."),
        ("Cost", "Cheap", "“Cheap” is none of: Not recorded, Free, To be paid for."),
        ("Status", "Asleep", "“Asleep” is none of: Running, Paused, Closed."),
        ("Telephone", "ask at the desk", "is not a telephone number."),
        ("E-mail", "hello at example", "is not an e-mail address."),
        ("Owner’s e-mail", "nobody", "is not an e-mail address."),
        ("Website", "example.org", "beginning with https://"),
        ("Postcode", "SW9", "Write all of it, such as SW9 7AB."),
        ("Postcode", "nowhere", "is not a postcode."),
        ("Address is secret", "perhaps", "Write yes or no, not “perhaps”."),
        ("Hours", "whenever", "Write it like Mon-Thu 9:30-16:00."),
        ("Hours", "Mon 16:00-9:30", "closes before it opens."),
        ("Hours", "Mon 25:00-26:00", "is no time of the day."),
        ("Hours", "Fri-Mon 9:00-17:00", "runs backwards."),
        ("Hours", "Moonday 9:00-17:00", "“Moonday” is no day of the week."),
        ("Last checked", "soon", "“soon” is not a date."),
        ("In a sentence", "x" * 161, "160"),
        ("Name", "=1+1", "This is a formula."),
    ],
)
def test_a_wrong_cell_is_named_by_its_row_and_column_and_nothing_is_kept(
    chief, column, cell, sentence
):
    shown = shown_to(chief, WHOLE, SMALL | {"Name": "Another"} | {column: cell})

    (row, fate), (found, said) = fates(shown)[1], problems(shown)[0]
    assert (row, fate, found) == (3, "wrong", column)
    assert sentence in said
    assert shown.context["seen"] == ""
    assert ServicePage.objects.count() == 0


def test_what_is_published_is_complete(chief):
    shown = shown_to(chief, SMALL, publish="on")

    said = dict(problems(shown))
    assert said["Kinds"] == "Choose at least one: what does it do?"
    assert said["Telephone"] == "Give a telephone number, an e-mail address or a website."
    assert said["Last checked"] == "This is needed."
    assert {column for column, _ in problems(shown)} <= {*COLUMNS, "Telephone", "Last checked"}

    row = WHOLE | {name: some(TERMS[field]).slug for name, field in COLUMNS.items()}
    say_yes(chief, shown_to(chief, row, publish="on"))
    page = ServicePage.objects.get()
    assert page.live
    assert "Tea and toys." in chief.get(page.url).content.decode()


def test_a_row_changes_the_service_of_that_name_and_nothing_else_of_it(chief):
    page = service(title="Lanternfish", takes="Everybody.")

    row = {"Name": "lanternfish", "Status": "Paused", "What to know": "Back in May."}
    say_yes(chief, shown_to(chief, row, publish="on"))

    page = ServicePage.objects.get(pk=page.pk)
    assert (page.status, page.status_note) == (ServiceStatus.PAUSED, "Back in May.")
    assert (page.takes, page.phone) == ("Everybody.", "01632 960 151")


def test_a_title_that_something_else_has_is_not_taken(chief):
    made(ResourcePage, title="Lanternfish")

    shown = shown_to(chief, SMALL)

    assert problems(shown) == [
        ("Name", "Another page here has this title, and it is not a service.")
    ]


def test_the_template_of_each_kind_is_taken_back_as_it_is(chief):
    template = chief.get("/admin/library/import/services.csv")
    assert 'filename="services.csv"' in template["Content-Disposition"]

    file = SimpleUploadedFile("services.csv", template.content)
    shown = look(chief, file, what="services")

    assert [column for column, _ in problems(shown)] == ["Kinds"]
    assert chief.get("/admin/library/import/nonsense.csv").status_code == 404


def test_a_table_of_the_other_kind_is_recognised(chief):
    shown = look(chief, table(SMALL))

    assert "This is a table of services. Choose “Services” above." in shown.content.decode()


def test_a_yes_to_services_cannot_be_turned_into_anything_else(chief):
    shown = shown_to(chief, SMALL)
    chief.post("/admin/library/import/", {"seen": shown.context["seen"], "what": "resources"})

    assert (ServicePage.objects.count(), ResourcePage.objects.count()) == (1, 0)


def test_a_text_that_is_too_long_for_its_field_is_said_beside_its_column(chief):
    shown = shown_to(chief, SMALL | {"Whom it takes": "x" * 401})

    assert [column for column, _ in problems(shown)] == ["Whom it takes"]
