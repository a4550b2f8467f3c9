"""The letter: small, whole, the same in both parts, and of nobody's data."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.template import TemplateSyntaxError
from listunsub import audit

from mail.composing import HTML_LIMIT, TOKEN
from newsletters import rendering
from newsletters.contents import EditionContent, Section
from tests.factories.newsletters import approved
from tests.newsletters.contents import content, item, training

OWN = f"https://hub.example.org/unsubscribe/{TOKEN}/"
CHOICES = f"https://hub.example.org/preferences/{TOKEN}/"


class Reader(HTMLParser):
    """What a mail program finds in a letter."""

    def __init__(self, html):
        super().__init__()
        self.links, self.pictures, self.headings, self.lang = [], [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a":
            self.links.append(values["href"])
        elif tag == "img":
            self.pictures.append(values)
        elif tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        elif tag == "html":
            self.lang = values.get("lang")


def addresses(text):
    return set(re.findall(r"https://[^\s)]+", text))


def test_html_and_plain_text_lead_to_the_same_places():
    words = rendering.render(content())

    in_html = {link for link in Reader(words.html).links if not link.startswith("tel:")}
    assert in_html == addresses(words.text)
    assert {
        "https://hub.example.org/newsletters/hub-news/no-2/",
        "https://hub.example.org/preferences/@@token@@/",
        "https://example.org/a?b=1&c=2",
        OWN,
    } < in_html


def test_html_and_plain_text_say_the_same_in_the_same_order():
    words = rendering.render(content())

    said = [
        "Hub News, no. 2",
        "Tuesday 24 November 2026",
        "SCHOOLS, AND THE ADULT WHO NOTICED",
        "Dear colleague, read this (https://example.org/a?b=1&c=2).",
        "- Two & three",
        "PRACTICE",
        "example no. 1",
        "Case study · Telford and Wrekin · In place",
        "“Nobody asked.”",
        "child, 8 to 11. A report",
        "(Made-up quotation)",
        "About 200,000 children a year",
        "England and Wales, 2022.",
        "38 more in Library",
        "TRAINING AND EVENTS",
        "Wednesday 9 December 2026, 16:00",
        "Call 08081 570 123. Free helpline for professionals. (Sample number.)",
        "You get this because you asked for Hub News.",
        "1 Example Street, Sampleton",
    ]
    places = [words.text.index(piece) for piece in said]
    assert places == sorted(places)
    assert "&amp;" not in words.text
    assert "Two &amp; three" in words.html
    for piece in ("“Nobody asked.”", "About 200,000", "children a year", "Made-up quotation"):
        assert piece in words.html


def test_25_items_stay_below_what_mail_programs_show():
    sections = (
        Section("Practice", tuple(item(n) for n in range(15))),
        Section("Training and events", tuple(training(n) for n in range(10))),
    )

    words = rendering.render(content(sections=sections))

    assert len(words.html.encode()) < HTML_LIMIT


def test_a_letter_that_mail_programs_would_cut_is_refused_with_what_to_do():
    sections = (Section("Practice", tuple(item(n) for n in range(150))),)

    with pytest.raises(rendering.CannotRender, match="fewer items"):
        rendering.render(content(sections=sections))


def test_nothing_is_fetched_but_one_picture_which_may_be_missing():
    words = rendering.render(content())

    (picture,) = Reader(words.html).pictures
    assert picture["src"] == "https://hub.example.org/static/img/email-masthead.png"
    assert picture["alt"] == ""
    assert "fonts.googleapis.com" not in words.html
    assert not re.search(r"<(script|iframe|form|link)\b", words.html)


def test_no_address_in_the_letter_could_tell_who_followed_it_but_those_to_stop_and_to_choose():
    words = rendering.render(content())

    for link in Reader(words.html).links:
        assert TOKEN not in link or link in {OWN, CHOICES}
        assert "utm_" not in link


def test_the_letter_says_its_language_and_has_an_order_of_headings():
    found = Reader(rendering.render(content()).html)

    assert found.lang == "en-GB"
    assert found.headings == ["h1", "h2", "h3", "h3", "h2", "h3", "h2"]


def test_one_click_unsubscribe_is_offered_to_mail_programs():
    headers = rendering.render(content()).headers
    own = {name: value.replace(TOKEN, "aToken-1") for name, value in headers.items()}

    assert headers["List-Unsubscribe"] == f"<{OWN}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"] == '"Hub News" <hub-news.hub.example.org>'
    assert not audit(own["List-Unsubscribe"], own["List-Unsubscribe-Post"])


def test_a_name_that_a_header_cannot_hold_is_left_out_of_it():
    headers = rendering.render(content(newsletter="Newyddion yr hwb ŵ")).headers

    assert headers["List-Id"] == "<hub-news.hub.example.org>"


def test_made_up_items_say_so_in_both_parts_and_the_letter_says_it_once():
    words = rendering.render(content())

    assert "Sample issue" in words.html
    assert words.html.count('<span class="sample">Sample</span>') == 1
    assert words.text.count("(Sample)") == 1
    only_real = content(sections=(Section("Practice", (item(1),)),))
    assert "Sample issue" not in rendering.render(only_real).html


def test_what_an_editor_typed_cannot_become_markup():
    nasty = '<script>alert(1)</script>"><b>&'

    words = rendering.render(content(title=nasty, sections=(Section(nasty, (item(title=nasty),)),)))

    assert "<script>" not in words.html
    assert "&lt;script&gt;" in words.html
    assert nasty.upper() in words.text


@pytest.mark.parametrize(
    "marks", ["9\u00a0December", "a\u200db", "\u05e9\u05b8\u05dc", "👩🏽\u200d🏫\ufe0f"]
)
def test_a_picture_is_described_in_the_very_signs_that_were_typed(marks):
    one = item(1, image_url="https://hub.example.org/media/a.jpg", image_alt=marks)

    words = rendering.render(content(title=marks, sections=(Section("Practice", (one,)),)))

    assert [picture["alt"] for picture in Reader(words.html).pictures] == ["", marks]
    assert "\\u{" not in words.html


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_a_sign_that_no_letter_can_hold_does_not_stop_it(sign):
    """A vertical tab comes with words that are pasted from a presentation."""
    title = f"Two{sign}lines"

    words = rendering.render(content(title=title, sections=(Section(title, (item(title=title),)),)))

    assert "Two lines" in words.html
    assert sign not in words.html + words.text


def test_an_error_in_a_template_stops_the_letter(monkeypatch):
    def broken(name, context):
        raise TemplateSyntaxError("Unclosed tag")

    monkeypatch.setattr(rendering, "compose", broken)

    with pytest.raises(rendering.CannotRender, match="Unclosed tag"):
        rendering.render(content())


def test_the_same_content_makes_the_same_letter():
    assert rendering.render(content()).signature == rendering.render(content()).signature


def test_what_is_kept_is_what_is_sent():
    edition = content(left_out=("Gone",))

    again = EditionContent.from_json(json.loads(json.dumps(edition.to_json())))

    assert again == edition
    assert again.left_out == ("Gone",)
    assert rendering.render(again).signature == rendering.render(edition).signature


def test_the_helpline_at_the_foot_says_when_somebody_answers(newsletter):
    content = approved(newsletter).frozen

    words = "Monday to Friday, 9 am to 5 pm."
    assert content.sender.helpline_words.startswith(words)
    assert words in rendering.render(content).text


def test_both_parts_name_the_day_of_the_week():
    letter = rendering.render(content())

    assert "Tuesday 24 November 2026" in letter.text
    assert "Tuesday 24 November 2026" in letter.html
