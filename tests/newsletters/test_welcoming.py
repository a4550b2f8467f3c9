"""The letter that a new member gets, once."""

import re
from email import message_from_bytes, policy

import pytest

from content.models import SiteIdentity
from mail.models import Delivery, Mailing
from members import joining, leaving
from newsletters.models import Dispatch, Newsletter, Subscription
from tests.factories.mail import send_everything
from tests.factories.members import letters_to
from tests.factories.newsletters import drafted, gone_out, member, newsletter_with_archive, reader

pytestmark = pytest.mark.django_db

ADDRESS = "ada@example.org"


def join(address=ADDRESS):
    someone = member(address, confirmed=False)
    return joining.confirm(joining.link_token(someone), source="letter")


def welcome():
    (letter,) = [it for it in letters_to(ADDRESS) if it.subject.startswith("Welcome")]
    return letter


def visible(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<body")[2]))


def test_says_what_comes_and_when_in_both_parts(newsletter):
    join()

    letter = welcome()
    assert letter.subject == "Welcome to Alongside"
    for part in (letter.text, visible(letter.html)):
        assert "Once a week: what is new." in part
        assert "When: every Tuesday, 9:30." in part
        assert "The next one is planned for" in part
        assert "Tuesday 1 December" in part
        assert "1 Example Street, Sampleton" in part
        assert "08081 570 123" in part
        assert "the latest" not in part
    assert ADDRESS not in letter.text + letter.html


def test_the_draft_in_hand_is_the_next_edition(newsletter):
    newsletter.lead_days = 5
    newsletter.save()
    dispatch = drafted(newsletter)
    assert dispatch.slot == "2026-12-01"

    join()

    assert "The next one is planned for Tuesday 1 December" in welcome().text


def test_an_edition_that_went_out_before_its_day_is_not_announced_again(newsletter):
    reader(newsletter, "ben@example.org")
    gone_out(newsletter)
    send_everything()
    Dispatch.objects.update(state="sent", slot="2026-12-01")

    join()

    assert "The next one is planned for Tuesday 8 December" in welcome().text


def test_leads_to_the_latest_edition(newsletter):
    reader(newsletter, "ben@example.org")
    dispatch = gone_out(newsletter)

    join()

    title, url = dispatch.edition.title, "https://hub.example.org/newsletters/hub-news/no-1/"
    assert f"the latest: {title}\n{url}" in welcome().text
    assert f'<a href="{url}">{title}</a>' in welcome().html


def test_an_edition_that_was_withdrawn_is_not_named(newsletter):
    reader(newsletter, "ben@example.org")
    gone_out(newsletter).edition.unpublish()

    join()

    assert "the latest" not in welcome().text


def test_a_newsletter_without_dates_promises_none(newsletter):
    Newsletter.objects.update(is_active=False)

    join()

    assert "When: every Tuesday, 9:30." in welcome().text
    assert "The next one" not in welcome().text


def test_carries_its_readers_own_links_and_the_button_of_mail_programs(newsletter, mailbox):
    join()
    send_everything()

    token = Subscription.objects.get().token
    letter = message_from_bytes(next(mailbox.rglob("*.eml")).read_bytes(), policy=policy.default)
    for part in ("plain", "html"):
        words = letter.get_body([part]).get_content()
        assert f"https://hub.example.org/preferences/{token}/" in words
        assert f"https://hub.example.org/unsubscribe/{token}/" in words
        assert "@@token@@" not in words
    assert letter["List-Unsubscribe"] == f"<https://hub.example.org/unsubscribe/{token}/>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Id"] == '"Hub News" <hub-news.hub.example.org>'


def test_of_several_each_is_announced_and_none_is_stopped_by_one_button(newsletter, site):
    newsletter_with_archive(site, name="Schools Special")

    join()

    letter = welcome()
    assert "HUB NEWS" in letter.text
    assert "SCHOOLS SPECIAL" in letter.text
    assert "Stop any of them" in letter.text
    assert "/unsubscribe/" not in letter.text + letter.html
    assert not letter.headers


def test_html_and_plain_text_lead_to_the_same_places(newsletter):
    reader(newsletter, "ben@example.org")
    gone_out(newsletter)
    join()

    letter = welcome()
    links = set(re.findall(r'href="(https://[^"]+)"', letter.html))
    assert links == set(re.findall(r"https://\S+", letter.text))


def test_comes_once(newsletter):
    ada = join()
    with pytest.raises(joining.AlreadyConfirmed):
        joining.confirm(joining.link_token(ada), source="letter")

    assert welcome()
    assert Mailing.objects.filter(key=f"welcome:{ada.pk}").count() == 1


def test_who_comes_back_is_welcomed_anew(newsletter):
    leaving.leave(join(), source="/leave/")

    join()

    assert welcome()


def test_where_nothing_comes_nothing_is_written(newsletter):
    Newsletter.objects.update(is_default=False)

    join()

    assert not Delivery.objects.exists()


def test_a_site_without_a_helpline_names_none(newsletter):
    SiteIdentity.objects.update(helpline_number="")

    join()

    assert "Stuck today?" not in visible(welcome().html)
