"""Words: Django first, then MJML; the text twin escapes nothing."""

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string

from mail.composing import HTML_LIMIT, TOKEN, LetterTooLong, Words, compose

MJML = """{% extends "emails/layout.mjml" %}
{% block preview %}Ready for you{% endblock %}
{% block content %}
<mj-section css-class="sheet"><mj-column>
<mj-text css-class="ink"><h1>{{ title }}</h1>
<p><a href="{{ base_url }}/{{ token }}/">Stop</a></p></mj-text>
{% include "emails/layout_rule.mjml" with heading="What next" only %}
{% include "emails/layout_button.mjml" with href=base_url label="Open" only %}
</mj-column></mj-section>
{% endblock %}"""
TEXT = (
    """{% extends "emails/layout.txt" %}{% block content %}{{ title }}: {{ token }}{% endblock %}"""
)


@pytest.fixture
def letter(settings, tmp_path):
    """Writes a letter's three templates; returns a function that composes it."""
    folder = tmp_path / "emails" / "test"
    folder.mkdir(parents=True)
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [first | {"DIRS": [tmp_path, *first["DIRS"]]}]

    def write(mjml=MJML, text=TEXT, subject="About {{ title }}\n"):
        (folder / "letter.mjml").write_text(mjml)
        (folder / "letter.txt").write_text(text)
        (folder / "letter.subject.txt").write_text(subject)
        return lambda **context: compose("test/letter", context)

    return write


def test_only_the_html_is_escaped(letter, settings):
    words = letter()(title="Mums & dads <3")

    assert words.subject == "About Mums & dads <3"
    assert f"Mums & dads <3: {TOKEN}" in words.text
    assert "<h1>Mums &amp; dads &lt;3</h1>" in words.html
    assert f"{settings.BASE_URL}/{TOKEN}/" in words.html


def test_the_sheet_is_made_for_mail_programs_and_for_readers(letter):
    html = letter()(title="A letter").html

    assert 'lang="en-GB"' in html
    assert "prefers-color-scheme: dark" in html
    assert 'name="color-scheme" content="light dark"' in html
    assert "Ready for you" in html
    assert html.count("<table") == html.count('role="presentation"') - html.count(
        '<td align="center" bgcolor="#0b5a6e" role="presentation"'
    )
    assert "mj-" not in html.replace("mj-column", "").replace("mj-outlook", "")
    assert "<img" not in html


def test_a_letter_says_from_whom_it_is_and_why_it_came(letter, settings):
    words = letter()(title="A letter")

    for part in (words.text, words.html):
        assert settings.WAGTAIL_SITE_NAME in part
        assert settings.BASE_URL in part
        assert "nothing happens when you ignore it" in part


def test_a_tag_left_open_is_raised_before_anybody_gets_the_letter(letter):
    with pytest.raises(ValueError, match="end of stream"):
        letter(mjml="<mjml><mj-body><mj-text><p>open</mj-text></mj-body></mjml>")()


def test_a_mistake_in_a_template_is_raised_before_anybody_gets_the_letter(letter):
    with pytest.raises(TemplateSyntaxError):
        letter(text="{% if %}")()


def test_a_subject_is_one_line(letter):
    assert letter(subject="Your\n  code\n")().subject == "Your code"


def test_a_letter_that_mail_programs_would_cut_is_refused():
    with pytest.raises(LetterTooLong, match="fewer items"):
        Words("Subject", "text", "x" * (HTML_LIMIT + 1))


def test_equal_words_have_equal_signatures():
    assert Words("a", "b", "c").signature == Words("a", "b", "c").signature
    assert Words("a", "b", "c").signature != Words("a", "b", "d").signature
    assert Words("a", "b", headers={"X": "1"}).signature != Words("a", "b").signature


def test_the_partials_escape_what_they_are_given():
    button = render_to_string("emails/layout_button.mjml", {"href": 'x"y', "label": "<b>"})
    assert 'x"y' not in button
    assert "<b>" not in button
