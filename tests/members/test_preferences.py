"""What a member gets: seen and changed by that member alone."""

import re

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from members import preferences
from members.enums import ConsentAction, Frequency
from members.models import ConsentEvent, Member
from taxonomy.models import AreaKind
from tests.factories.members import WORDS, MemberFactory, UserFactory
from tests.factories.taxonomy import AreaFactory, RoleFactory, SectorFactory, TopicFactory

pytestmark = pytest.mark.django_db

AS_THEY_ARE = {"frequency": "every", "letter_format": "html", "pause": "none"}


@pytest.fixture
def member(client):
    made = MemberFactory()
    client.force_login(made.user)
    return made


def test_are_for_those_who_are_signed_in(client):
    for method in (client.get, client.post):
        assert method("/preferences/").headers["Location"] == "/sign-in/?next=/preferences/"


@pytest.mark.parametrize("unconfirmed", [True, False])
def test_lead_those_who_are_no_members_to_the_form(client, unconfirmed):
    editor = UserFactory(editor=True)
    if unconfirmed:
        MemberFactory(user=editor, unconfirmed=True)
    client.force_login(editor)

    assert client.get("/preferences/").headers["Location"] == "/join/"
    assert client.get("/join/").status_code == 200


def test_are_kept_and_noted_in_words_that_last(client, member):
    sector, topic = SectorFactory(slug="police"), TopicFactory(slug="housing")
    role, area = RoleFactory(slug="trainer"), AreaFactory(slug="halton")

    response = client.post(
        "/preferences/",
        AS_THEY_ARE
        | {
            "frequency": "monthly",
            "letter_format": "text",
            "sectors": [sector.pk],
            "topics": [topic.pk],
            "role": role.pk,
            "area": area.pk,
        },
    )

    assert response.headers["Location"] == "/preferences/"
    changed = Member.objects.get()
    assert changed.frequency == Frequency.MONTHLY
    assert list(changed.sectors.all()) == [sector]
    event = ConsentEvent.objects.last()
    assert (event.action, event.source) == (ConsentAction.CHANGED, "/preferences/")
    assert event.detail == {
        "sectors": ["police"],
        "topics": ["housing"],
        "role": "trainer",
        "area": "halton",
        "frequency": "monthly",
        "form": "text",
        "paused_until": "",
    }


def test_saved_unchanged_are_no_event(client, member):
    client.post("/preferences/", AS_THEY_ARE)

    assert not ConsentEvent.objects.filter(action=ConsentAction.CHANGED).exists()


def test_show_what_was_agreed_to_and_when(client, member):
    html = client.get("/preferences/").content.decode()

    assert WORDS in html
    assert "2 March 2026, 09:30: Confirmed by e-mail" in html
    assert member.user.email in html


def test_never_show_another_members(client, member):
    other = MemberFactory(frequency=Frequency.MONTHLY)

    client.post("/preferences/", AS_THEY_ARE | {"user": other.user_id, "id": other.pk})

    other.refresh_from_db()
    assert other.frequency == Frequency.MONTHLY
    assert other.user.email not in client.get("/preferences/").content.decode()


@pytest.mark.parametrize(
    ("nonsense", "answer"),
    [
        ({"frequency": "hourly"}, "Choose how often newsletters are to come"),
        ({"sectors": ["999999"]}, "Tick only sectors that are listed"),
        ({"topics": ["x"]}, "Tick only topics that are listed"),
        ({"role": "x"}, "Choose a role from the list, or “Rather not say”"),
        ({"area": "-1"}, "Choose a place from the list, or “Anywhere”"),
        ({"pause": "keep"}, "Choose one of the answers about a pause"),
        ({"letter_format": "fax"}, "Choose in which form letters are to come"),
    ],
)
def test_nonsense_is_answered_and_not_kept(client, member, nonsense, answer):
    response = client.post("/preferences/", AS_THEY_ARE | nonsense)

    assert response.status_code == 200
    assert "<title>Error: " in response.content.decode()
    assert response.content.decode().count(answer) == 2
    assert Member.objects.get().frequency == Frequency.EVERY


def test_the_list_of_errors_runs_down_the_page(client, member):
    page = client.post("/preferences/", {"role": "x"}).content.decode()

    of_summary = re.findall(r'<li><a href="#id_(\w+?)(?:_0)?">', page)
    assert of_summary == ["frequency", "pause", "letter_format", "role"]


def test_nobody_is_asked_whether_they_are_family(client, member):
    RoleFactory(slug="parent-or-carer", label="Parent or carer")
    RoleFactory(slug="child-or-young-person", label="Child or young person")
    RoleFactory(slug="trainer", label="Trainer")

    html = client.get("/preferences/").content.decode()

    assert "Trainer" in html
    assert "Parent or carer" not in html
    assert "Child or young person" not in html


def test_retired_terms_are_not_offered(client, member):
    SectorFactory(label="Old boards", is_retired=True)

    assert "Old boards" not in client.get("/preferences/").content.decode()


def test_places_are_offered_by_region(client, member):
    region = AreaFactory(label="North West", kind=AreaKind.REGION)
    AreaFactory(label="Halton", parent=region)

    html = client.get("/preferences/").content.decode()

    assert '<optgroup label="North West">' in html
    assert html.index("Nations and regions") < html.index("Halton")


def test_the_page_asks_the_database_the_same_however_many_terms_there_are(
    client, member, django_assert_max_num_queries
):
    region = AreaFactory(kind=AreaKind.REGION)
    AreaFactory.create_batch(30, parent=region)
    TopicFactory.create_batch(30)

    with django_assert_max_num_queries(25):
        client.get("/preferences/")


def test_other_apps_have_their_place_on_the_page(client, member, monkeypatch):
    monkeypatch.setattr(preferences, "_sections", [])
    preferences.add_section(lambda request, member: format_html("<h2>News of {}</h2>", member.pk))
    preferences.add_section(lambda request, member: SafeString())

    assert f"<h2>News of {member.pk}</h2>" in client.get("/preferences/").content.decode()


def test_the_page_is_kept_by_nobody(client, member):
    assert "no-store" in client.get("/preferences/").headers["Cache-Control"]
