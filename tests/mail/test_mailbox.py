"""The mailbox of the demonstration."""

import importlib
import time
from email.message import EmailMessage

import pytest
from django.urls import NoReverseMatch, clear_url_caches, reverse

from mail import mailbox as reading
from mail import outbox, urls
from mail.composing import Words
from mail.providers.files import file_name
from tests.factories.mail import envelope, mailing, send_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(mailbox):
    """Three newsletters and a service letter."""
    mailing(number=3)
    outbox.post(envelope(), key="code:1")
    send_everything()
    return reading.letters()


def test_the_newest_letter_comes_first(client, letters):
    content = client.get(reverse("mailbox")).content.decode()

    numbers = [letter.number for letter in letters]
    assert numbers == sorted(numbers, reverse=True)
    assert [content.index(f"/mailbox/{number}/") for number in numbers] == sorted(
        content.index(f"/mailbox/{number}/") for number in numbers
    )
    assert "4 letters" in content


def test_letters_are_found_by_part_of_an_address(client, letters):
    content = client.get(reverse("mailbox"), {"q": "MEMBER1@"}).content.decode()

    assert "1 letter to" in content
    assert "member1@example.org" in content
    assert "member2@example.org" not in content


def test_an_empty_mailbox_says_when_letters_come(client):
    assert "No letters yet" in client.get(reverse("mailbox")).content.decode()


def test_a_letter_shows_its_text_and_headers_and_frames_its_html(client, letters):
    letter = reading.letters("member0@")[0]

    response = client.get(reverse("mailbox_letter", args=[letter.number]))

    content = response.content.decode()
    assert "Hub News &lt;news@hub.example.org&gt;" in content
    assert "List-Unsubscribe-Post" in content
    assert "Dear colleague" in content
    assert f'src="/mailbox/{letter.number}/html/"' in content
    assert "sandbox=" in content
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_the_html_of_a_letter_can_run_nothing_and_post_nothing(client, letters):
    response = client.get(reverse("mailbox_html", args=[letters[0].number]))

    policy = response["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "sandbox allow-popups" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_what_is_attached_is_kept_and_not_shown(client, mailbox):
    message = EmailMessage()
    message["To"], message["Subject"] = "ada@example.org", "With a file"
    message.set_content("See the file.")
    message.add_attachment(b"<script>", maintype="text", subtype="html", filename="a.html")
    mailbox.mkdir()
    (mailbox / file_name(7, "ada@example.org")).write_bytes(message.as_bytes())

    response = client.get(reverse("mailbox_attachment", args=[7, 0]))

    assert b"".join(response.streaming_content) == b"<script>"
    assert response["Content-Disposition"] == 'attachment; filename="a.html"'
    assert response["Content-Type"] == "application/octet-stream"
    assert client.get(reverse("mailbox_attachment", args=[7, 1])).status_code == 404


@pytest.mark.parametrize(
    "path", ["mailbox/12345/", "mailbox/..%2F..%2Fetc%2Fpasswd/", "mailbox/../../etc/passwd"]
)
def test_nothing_outside_the_folder_can_be_read(client, letters, path):
    assert client.get(f"/{path}").status_code == 404


def test_a_recipient_cannot_name_a_file_elsewhere(mailbox):
    outbox.post(envelope(to="/etc/a/b@example.org"), key="1")

    send_everything()

    (letter,) = reading.letters()
    assert letter.recipient == "/etc/a/b@example.org"
    assert letter.path.parent == mailbox


def test_two_thousand_letters_are_listed_quickly(client, mailbox):
    mailbox.mkdir()
    content = b"Subject: Hub News\r\nTo: x\r\n\r\n" + b"x" * 20_000
    for number in range(2_000):
        (mailbox / file_name(number, f"member{number}@example.org")).write_bytes(content)

    began = time.perf_counter()
    response = client.get(reverse("mailbox"), {"q": "member1"})

    assert "1111 letters" in response.content.decode()
    assert time.perf_counter() - began < 2


def test_on_a_real_site_there_is_no_mailbox(settings, client):
    settings.MAILBOX_IS_PUBLIC = False
    try:
        importlib.reload(urls)
        importlib.reload(importlib.import_module(settings.ROOT_URLCONF))
        clear_url_caches()
        with pytest.raises(NoReverseMatch):
            reverse("mailbox")
        assert client.get("/mailbox/").status_code == 404
    finally:
        settings.MAILBOX_IS_PUBLIC = True
        importlib.reload(urls)
        importlib.reload(importlib.import_module(settings.ROOT_URLCONF))
        clear_url_caches()


def test_a_subject_in_any_script_is_readable(client):
    outbox.post(
        envelope(words=Words(subject="Croeso i’r hwb: ŵyl “ddwbl”", text="x")), key="code:2"
    )

    send_everything()

    assert "Croeso i’r hwb: ŵyl “ddwbl”" in client.get(reverse("mailbox")).content.decode()
