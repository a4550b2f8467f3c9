"""A newsletter's clock follows its rhythm; only gathering moves it otherwise."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.checks import Error
from django.core.exceptions import ValidationError

from events.models import TrainingEventPage
from members import privacy
from newsletters.checks import check_sections
from newsletters.enums import Cadence
from newsletters.models import Newsletter, Subscription
from tests.factories.newsletters import reader
from tests.newsletters.conftest import NOW


@pytest.mark.django_db
def test_a_new_newsletter_knows_when_its_first_draft_is_due(newsletter):
    newsletter.pk = None
    newsletter._state.adding = True
    newsletter.name, newsletter.slug, newsletter.next_due_at = "Other", "other", None

    newsletter.save()

    assert newsletter.next_due_at == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({"weekday": 4}, datetime(2026, 11, 27, 9, 30, tzinfo=UTC)),
        ({"time_of_day": time(15, 0)}, datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
        ({"cadence": Cadence.MONTHLY}, datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_changed_rhythm_sets_the_clock_anew(newsletter, change, due):
    changed = Newsletter.objects.get(pk=newsletter.pk)
    for name, value in change.items():
        setattr(changed, name, value)

    changed.save()

    changed.refresh_from_db()
    assert changed.next_due_at == due


@pytest.mark.django_db
def test_a_newsletter_taken_up_again_does_not_catch_up(newsletter, clock):
    paused = Newsletter.objects.get(pk=newsletter.pk)
    paused.is_active = False
    paused.save()
    clock.shift(timedelta(days=60))

    paused.is_active = True
    paused.save()

    assert paused.next_due_at > NOW + timedelta(days=60)


@pytest.mark.django_db
def test_a_form_that_was_open_while_a_draft_was_made_does_not_turn_the_clock_back(newsletter):
    opened = Newsletter.objects.get(pk=newsletter.pk)
    Newsletter.objects.advance(newsletter.pk, due=NOW, to=NOW + timedelta(days=7))

    opened.name = "Renamed"
    opened.save()

    opened.refresh_from_db()
    assert opened.name == "Renamed"
    assert opened.next_due_at == NOW + timedelta(days=7)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (Cadence.WEEKLY, "every Tuesday, 9:30"),
        (Cadence.FORTNIGHTLY, "every second Tuesday, 9:30"),
        (Cadence.MONTHLY, "first Tuesday of the month, 9:30"),
    ],
)
def test_its_rhythm_can_be_read(newsletter, cadence, words):
    newsletter.cadence = cadence

    assert newsletter.rhythm == words


@pytest.mark.django_db
def test_an_unknown_time_zone_is_refused(newsletter):
    newsletter.timezone = "Europe/Sampleton"

    with pytest.raises(ValidationError, match="such as Europe/London"):
        newsletter.full_clean()


@pytest.mark.django_db
def test_each_subscription_has_a_token_that_nobody_guesses(newsletter):
    tokens = {reader(newsletter, f"reader{n}@example.org").token for n in range(5)}

    assert len(tokens) == 5
    assert all(len(token) >= 32 for token in tokens)


@pytest.mark.django_db
def test_what_is_known_of_a_reader_is_handed_out_without_the_token_and_erased(newsletter):
    ada = reader(newsletter)

    handed_out = privacy.export_person(ada.member.user)["newsletters"]
    privacy.erase_person(ada.member.user)

    assert [row["newsletter"] for row in handed_out] == ["Hub News"]
    assert ada.token not in str(handed_out)
    assert not Subscription.objects.exists()


def test_a_kind_of_page_that_belongs_to_no_section_is_reported_at_the_start(monkeypatch):
    assert check_sections() == []
    monkeypatch.setattr(TrainingEventPage, "news_section", "nowhere")

    (fault,) = check_sections()

    assert isinstance(fault, Error)
    assert "nowhere" in fault.msg
