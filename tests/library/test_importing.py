"""Resources from a table: shown first, then all of them or none."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, PageLogEntry

from content.models import Organisation
from library.enums import Cost
from library.models import ResourcePage
from tests.factories.library import TERMS, EvidenceTypeFactory, LibraryIndexPageFactory, some
from tests.factories.members import UserFactory
from tests.factories.pages import home_page
from tests.factories.taxonomy import ResourceTypeFactory, TopicFactory
from tests.library.test_works import made

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/library/import/"


@pytest.fixture(autouse=True)
def library():
    home_page()
    library = LibraryIndexPageFactory()
    TopicFactory(label="School", slug="school")
    TopicFactory(label="Visits, by day", slug="visits")
    ResourceTypeFactory(label="Toolkit", slug="toolkit")
    Organisation.objects.create(name="Barnardo’s")
    return library


def table(*lines):
    text = "\n".join(["Title;Summary;Address;Topics;Cost;Correct at", *lines])
    return SimpleUploadedFile("resources.csv", text.encode(), content_type="text/csv")


def look(client, file, **more):
    answer = client.post(ADDRESS, {"what": "resources", "table": file} | more)
    assert answer.status_code == 200
    return answer


def say_yes(client, shown):
    return client.post(ADDRESS, {"seen": shown.context["seen"]}, follow=True)


def fates(shown):
    return [(outcome.row, outcome.fate.value) for outcome in shown.context["report"].outcomes]


def problems(shown):
    return [it for outcome in shown.context["report"].outcomes for it in outcome.problems]


TWO = (
    "A poster;To hang up.;https://example.org/poster;School;Free;2026-03",
    "A film;To look at.;https://example.org/film;School; ;March 2026",
)


def test_looking_changes_nothing(chief):
    shown = look(chief, table(*TWO))

    assert fates(shown) == [(2, "would be made"), (3, "would be made")]
    assert ResourcePage.objects.count() == 0
    assert "Nothing has been changed yet" in shown.content.decode()


def test_a_yes_makes_drafts_of_all_of_them(chief):
    say_yes(chief, look(chief, table(*TWO)))

    poster = ResourcePage.objects.get(title="A poster")
    assert (poster.live, poster.owner, poster.cost) == (False, chief.user, Cost.FREE)
    assert [topic.label for topic in poster.topics.all()] == ["School"]
    assert poster.information_correct_at.isoformat() == "2026-03-01"
    assert ResourcePage.objects.count() == 2
    assert PageLogEntry.objects.filter(page=poster.pk, user=chief.user).exists()


def test_one_wrong_row_keeps_all_out(chief):
    shown = look(chief, table(*TWO, "Third;S;no address;Nonsense;Cheap;soon"))

    assert fates(shown)[-1] == (4, "wrong")
    assert shown.context["seen"] == ""
    assert "Nothing can be imported yet" in shown.content.decode()
    assert dict(problems(shown)) == {
        "Address": "Write the whole address, beginning with https://.",
        "Topics": "No topic is called “Nonsense”. Make it first, or look up how it is spelt.",
        "Cost": "“Cheap” is none of: Not recorded, Free, To be paid for.",
        "Correct at": "“soon” is not a date. Write 2026-03-01 or 1/3/2026.",
    }
    assert ResourcePage.objects.count() == 0


def test_what_is_missing_or_too_long_is_said_beside_its_column(chief):
    shown = look(chief, table("No summary;;;;;", f"Long;{'x' * 161};;;;"))

    said = problems(shown)
    assert [column for column, _ in said] == ["Summary", "Summary"]
    assert "160" in said[1][1]


def test_the_same_table_again_changes_nothing(chief):
    say_yes(chief, look(chief, table(*TWO)))

    shown = look(chief, table(*TWO))

    assert fates(shown) == [(2, "unchanged"), (3, "unchanged")]
    assert shown.context["seen"] == ""


def test_a_row_changes_what_it_says_and_nothing_else(chief):
    page = made(ResourcePage, title="A poster", original_url="https://example.org/poster/")
    topics = list(page.topics.all())

    shown = look(chief, table("A new name;;https://example.org/poster;;Free;"))
    (outcome,) = shown.context["report"].outcomes
    assert (outcome.fate.value, outcome.page_id) == ("would be updated", page.pk)
    assert outcome.changed == ["Title", "Address", "Cost"]
    say_yes(chief, shown)

    page = ResourcePage.objects.get(pk=page.pk)
    latest = page.get_latest_revision_as_object()
    assert (page.title, page.live, page.has_unpublished_changes) == ("A poster", True, True)
    assert (latest.title, latest.cost) == ("A new name", Cost.FREE)
    assert (latest.summary, list(latest.topics.all())) == (page.summary, topics)


def test_duplicates_are_named(chief):
    made(ResourcePage, title="A poster", original_url="https://example.org/poster")
    made(ResourcePage, title="A film", original_url="https://example.org/film")

    shown = look(
        chief,
        table(
            "New;S.;https://example.org/new;;;",
            "NEW;S.;https://example.org/new/;;;",
            "A film;S.;https://example.org/poster;;;",
        ),
    )

    assert ("Title", "Row 2 has the same.") in problems(shown)
    assert ("Address", "Row 2 has the same.") in problems(shown)
    assert any("belongs to “A poster”" in sentence for _, sentence in problems(shown))


def test_a_formula_is_not_taken(chief):
    shown = look(chief, table('=HYPERLINK("http://evil");S.;;;;'))

    assert problems(shown) == [("Title", "This is a formula. Paste its value.")]


def test_words_are_words_and_not_markup(chief):
    file = SimpleUploadedFile("a.csv", b"Title,Summary,About it\nA,S.,<script>x</script>\n")
    say_yes(chief, look(chief, file))

    page = ResourcePage.objects.get()
    assert page.body[0].value.source == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def complete():
    """A table of one complete item."""
    names = {
        "Topics": "topics", "Sectors": "sectors", "For whom": "roles",
        "Stages": "stages", "Ages": "ages", "Places": "areas",
    }  # fmt: skip
    cells = {name: some(TERMS[field]).slug for name, field in names.items()}
    cells |= {
        "Title": "A poster", "Summary": "To hang up.", "Address": "https://example.org/p",
        "Type": "Toolkit", "Kind of evidence": some(EvidenceTypeFactory).label,
        "Correct at": "2026", "Published by": "Barnardo’s",
    }  # fmt: skip
    text = ";".join(cells) + "\n" + ";".join(cells.values())
    return SimpleUploadedFile("a.csv", text.encode())


def test_what_is_published_is_complete(chief):
    shown = look(chief, table(TWO[0]), publish="on")
    assert ("Sectors", "Choose at least one sector: who did it?") in problems(shown)
    assert shown.context["seen"] == ""

    say_yes(chief, look(chief, complete(), publish="on"))
    page = ResourcePage.objects.get()
    assert page.live
    assert chief.get(page.url).status_code == 200


def rights(user, library, *codenames):
    for codename in codenames:
        GroupPagePermission.objects.create(
            group=user.groups.get(),
            page=library,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )


@pytest.fixture
def author(library):
    client = Client()
    client.user = UserFactory(editor=True)
    rights(client.user, library, "add_page")
    client.force_login(client.user)
    return client


def test_who_may_not_publish_brings_drafts_whatever_they_ask(author):
    assert "publish" not in author.get(ADDRESS).context["form"].fields

    say_yes(author, look(author, complete(), publish="on"))

    assert not ResourcePage.objects.get().live


def test_an_item_that_one_may_not_change_is_not_changed(author):
    made(ResourcePage, title="A poster")

    shown = look(author, table("A poster;Another summary.;;;;"))

    assert problems(shown) == [("", "You may not change this item.")]


def test_who_may_add_nothing_imports_nothing(library):
    client = Client()
    client.force_login(UserFactory(editor=True))

    for address in (ADDRESS, f"{ADDRESS}resources.csv", f"{ADDRESS}services.csv"):
        assert client.get(address).status_code in (302, 403)
    client.post(ADDRESS, {"what": "resources", "table": table(*TWO)})
    assert ResourcePage.objects.count() == 0


def test_what_another_person_was_shown_is_not_imported(chief, author):
    seen = look(author, table(*TWO)).context["seen"]

    chief.post(ADDRESS, {"seen": seen})
    chief.post(ADDRESS, {"seen": seen[:-2]})

    assert ResourcePage.objects.count() == 0


def test_if_the_library_changed_meanwhile_nothing_is_imported(chief):
    shown = look(chief, table(*TWO))
    made(ResourcePage, title="A film")

    again = say_yes(chief, shown)

    assert "has changed meanwhile" in again.content.decode()
    assert ResourcePage.objects.count() == 1
    assert fates(again) == [(2, "would be made"), (3, "would be updated")]


def test_a_change_that_the_dry_run_did_not_see_is_not_written_over(chief):
    page = made(ResourcePage, title="A poster", summary="As it was.")
    shown = look(chief, table("A poster;From the table.;;;;"))
    page.summary = "What somebody has just written."
    page.save_revision().publish()

    again = say_yes(chief, shown)

    assert "has changed meanwhile" in again.content.decode()
    assert ResourcePage.objects.get().get_latest_revision_as_object().summary == page.summary


def test_a_draft_of_somebody_else_is_not_published_on_the_way(chief):
    page = made(ResourcePage, title="A poster")
    page.summary = "Not ready."
    page.save_revision()

    shown = look(chief, table("A poster;;;;Free;"), publish="on")

    assert "nobody has published yet" in problems(shown)[0][1]


def test_only_a_draft_of_ones_own_is_published_on_the_way(chief):
    made(ResourcePage, title="A film", owner=UserFactory()).unpublish()
    own = made(ResourcePage, title="A poster", owner_id=chief.session["_auth_user_id"])
    own.revisions.update(user=own.owner)
    own.unpublish()

    shown = look(chief, table("A poster;To fold.;;;;", "A film;To fold.;;;;"), publish="on")

    assert "nobody has published yet" in problems(shown)[0][1]
    assert fates(shown) == [(2, "would be updated"), (3, "wrong")]


def test_a_yes_that_is_sent_twice_makes_each_item_once(chief):
    shown = look(chief, table(*TWO))

    say_yes(chief, shown)
    again = say_yes(chief, shown)

    assert "has changed meanwhile" in again.content.decode()
    assert ResourcePage.objects.count() == 2


def test_a_file_that_is_no_table_is_refused(chief):
    shown = look(chief, SimpleUploadedFile("a.csv", b"Colour\nA\n"))

    assert "No column is called “Colour”" in shown.content.decode()
    assert "Choose a file." in chief.post(ADDRESS, {}).content.decode()


def test_the_template_is_taken_back_as_it_is(chief):
    template = chief.get(f"{ADDRESS}resources.csv")
    assert "attachment" in template["Content-Disposition"]

    shown = look(chief, SimpleUploadedFile("resources.csv", template.content))

    assert [column for column, _ in problems(shown)] == ["Topics"]
