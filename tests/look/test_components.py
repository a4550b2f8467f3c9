"""Components, rendered from plain arguments."""

import re
from datetime import date
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def component(name, **arguments):
    """One component as text, its white space made even."""
    return re.sub(r"\s+", " ", render_to_string(f"components/{name}.html", arguments))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("card", {"title": "T", "url": "/t/"}),
        ("result", {"title": "T", "url": "/t/", "kind": "guide", "kind_label": "Guide"}),
        ("edition", {"title": "T", "url": "/t/", "date": date(2026, 11, 3)}),
        ("event-row", {"title": "T", "url": "/t/", "date": date(2026, 12, 9)}),
        ("section-head", {"title": "T"}),
        ("quote", {"text": "“T”"}),
    ],
)
def test_what_is_not_given_leaves_nothing_behind(name, arguments):
    html = component(name, **arguments)

    assert not re.search(r"<(p|dl|ul|div|figcaption|span)[^>]*>\s*</\1>", html.replace("> <", "><"))
    assert "None" not in html


def test_the_level_of_a_heading_is_an_argument():
    assert '<h4 class="card__title">' in component("card", title="T", url="/", heading=4)
    assert '<h3 class="card__title">' in component("card", title="T", url="/")


def test_a_stranger_s_words_are_escaped():
    html = component(
        "card", title="<script>", url='"><script>', summary="<b>", facts=["<i>"], kind_label="<u>",
        kind="<script>",
    )  # fmt: skip

    assert not re.search("<(script|b|i|u)>", html)


def test_rich_text_and_marks_are_kept():
    html = component(
        "result", title=SafeString("<mark>school</mark> policy"), url="/", kind="guide"
    )

    assert "<mark>school</mark> policy" in html


def test_what_is_made_up_is_always_said_so():
    for name in ("card", "result", "event-row", "edition", "edition-lead", "page-head", "download"):
        html = component(name, title="T", url="/", date=date(2026, 12, 9), sample=True)

        assert "Sample content" in html, name


@pytest.mark.parametrize(("number", "rest"), [(5, ""), (6, "And 1 more"), (33, "And 28 more")])
def test_a_long_edition_names_its_first_items_and_says_how_many_more(number, rest):
    items = [{"title": f"Item {place}.", "kind_label": "Guide"} for place in range(number)]

    html = component("edition-lead", title="T", url="/", date=date(2026, 12, 9), items=items)

    assert html.count("Guide") == 5
    assert "Item 4." in html
    assert ("more" in html) == bool(rest)
    assert rest in html


def test_the_windows_say_in_words_what_they_show():
    html = component("windows", statuses=["described", "nothing", "early"], full=True)

    assert "1 of 3 sections described, 1 with nothing in place yet, 1 too early to say" in html
    assert html.count("<svg") == 1


class Question(forms.Form):
    email = forms.EmailField(
        help_text="We send a code.", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    pace = forms.ChoiceField(choices=[("w", "Weekly"), ("m", "Monthly")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_field_keeps_what_was_typed_and_points_to_its_hint_and_error():
    html = component("field", field=Question({"email": "nobody"})["email"])

    assert 'value="nobody"' in html
    assert 'autocomplete="email"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_helptext"' in html
    assert 'id="id_email_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_what_may_be_left_out_is_marked():
    assert "(optional)" in component("field", field=Question()["note"])
    assert "(optional)" not in component("field", field=Question()["email"])


def test_each_choice_of_a_group_has_its_own_label_and_the_group_a_name():
    html = component("field", field=Question()["pace"])

    assert "<legend>Pace</legend>" in html
    assert re.findall(r'<label class="choice" for="(id_pace_\d)">', html) == [
        "id_pace_0",
        "id_pace_1",
    ]


def test_each_line_of_the_error_summary_leads_to_a_field_that_is_there():
    form = Question({})
    summary = component("error-summary", form=form)
    fields = component("form", form=form, button="Send")

    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_email", "id_pace_0"]
    assert all(f'id="{target}"' in fields for target in targets)


def test_the_error_of_a_field_nobody_sees_is_said_without_a_link():
    summary = component("error-summary", form=Question({}))

    assert summary.count("<li>") == 3


def test_a_form_without_errors_has_no_summary():
    assert "There is a problem" not in component("error-summary", form=Question())


def test_a_form_carries_its_token_only_when_it_was_given_one():
    assert 'name="csrfmiddlewaretoken" value="abc"' in component(
        "form", form=Question(), button="Send", csrf_token="abc"
    )
    assert "csrfmiddlewaretoken" not in component("signup", title="News", action="/join/")


def test_the_sign_up_never_puts_an_address_into_the_url():
    assert 'method="post"' in component("signup", title="News", action="/join/")


def test_the_pages_of_a_list_keep_its_other_choices():
    page = Paginator(range(66), 8).page(2)

    html = component("pagination", page=page, query=QueryDict("kind=guide&kind=policy&page=2"))

    assert 'href="?kind=guide&amp;kind=policy&amp;page=3" rel="next"' in html
    assert "17 to 24 of 66" in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_page_numbers():
    assert "<nav" not in component("pagination", page=Paginator(range(3), 8).page(1))


def test_the_last_step_of_the_path_is_where_one_stands():
    items = [Thing(label="Home", url="/"), Thing(label="Library", url="/library/")]

    html = component("breadcrumbs", items=items)

    assert '<a href="/">Home</a>' in html
    assert '<span aria-current="page">Library</span>' in html


def test_the_header_stands_without_a_helpline():
    html = component("site-header", site=Thing(name="Alongside", strap="", helpline=None), items=[])

    assert "helpline-tab" not in html
    assert "Alongside" in html


def test_the_footer_sets_groups_in_columns_and_single_links_below():
    items = [
        Thing(label="For families", children=[Thing(label="Easy Read", url="/easy/")]),
        Thing(label="Privacy", url="/privacy/"),
    ]

    html = component("site-footer", site=Thing(name="Alongside", footer_text=""), items=items)

    assert "For families</h2>" in html
    assert '<a href="/easy/">Easy Read</a>' in html
    legal = html.partition('<div class="site-footer__legal">')[2]
    assert '<a href="/privacy/">Privacy</a>' in legal
    assert "call 999" in legal


def test_the_way_out_tells_nobody_where_the_reader_came_from():
    assert 'rel="nofollow noreferrer"' in component("exit")


@pytest.mark.parametrize("name", ["400", "500"])
def test_the_page_of_a_broken_site_asks_for_nothing(name):
    html = render_to_string(f"{name}.html")

    assert html.count("<h1>") == 1
    assert "<title>" in html
