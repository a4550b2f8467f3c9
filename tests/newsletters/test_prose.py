"""Running text as data: the words, the styles and the addresses survive, nothing else does."""

import pytest

from newsletters.prose import Paragraph, Span, read


@pytest.fixture(autouse=True)
def address(settings):
    settings.BASE_URL = "https://hub.example.org"


def test_paragraphs_lists_and_styles_are_read():
    prose = read("<p>Say <b>who</b> comes <i>too</i>.</p><ul><li>One</li><li>Two</li></ul>")

    assert prose == (
        Paragraph(
            (
                (
                    Span("Say "),
                    Span("who", bold=True),
                    Span(" comes "),
                    Span("too", italic=True),
                    Span("."),
                ),
            )
        ),
        Paragraph(((Span("One"),), (Span("Two"),)), is_list=True),
    )


def test_plain_text_has_the_address_behind_the_words():
    (paragraph,) = read('<p>Read <a href="https://example.org/a?b=1&amp;c=2">this</a>.</p>')

    assert paragraph.plain_lines == ["Read this (https://example.org/a?b=1&c=2)."]


def test_an_address_that_is_its_own_words_is_written_once():
    (paragraph,) = read('<p><a href="https://example.org">https://example.org</a></p>')

    assert paragraph.plain_lines == ["https://example.org"]


def test_a_path_of_the_site_becomes_a_whole_address():
    (paragraph,) = read('<p><a href="/library/">Library</a></p>')

    assert paragraph.lines[0][0].href == "https://hub.example.org/library/"


def test_entries_of_a_list_within_a_list_keep_their_order():
    (paragraph,) = read("<ul><li>A<ul><li>B</li></ul></li><li>C</li></ul>")

    assert paragraph.plain_lines == ["- A", "- B", "- C"]


def test_characters_that_mean_something_in_html_are_words():
    (paragraph,) = read("<p>5 &lt; 6 &amp; 7 &gt; 6, “quoted”</p>")

    assert paragraph.plain_lines == ["5 < 6 & 7 > 6, “quoted”"]


@pytest.mark.parametrize(
    "source", ["", "<p></p>", "<p> </p>", "<ul><li></li></ul>", "<p><br/></p>"]
)
def test_what_says_nothing_is_nothing(source):
    assert read(source) == ()


def test_words_outside_any_paragraph_and_unknown_tags_are_kept():
    prose = read("Loose <u>words</u><p>and more")

    assert [p.plain_lines for p in prose] == [["Loose words"], ["and more"]]
