import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.blocks import StructBlockValidationError
from wagtail.rich_text import RichText

from content.blocks import BodyBlock, LinkBlock, NoticeBlock, TextBlock
from content.blocks.opening import ClosureBlock, HoursBlock
from home.blocks import HomeBlock
from home.models import StagePage
from tests.factories.content import document, jpeg, picture
from tests.factories.pages import behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db

BLOCKS = [
    *BodyBlock().child_blocks.values(),
    *HomeBlock().child_blocks.values(),
    *StagePage.steps.field.stream_block.child_blocks.values(),
]


@pytest.fixture
def home():
    return home_page()


def render(name, value, **context):
    block = BodyBlock().child_blocks[name]
    return block.render(block.normalize(value), context=context)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_editors_see_each_block_before_they_choose_it(home, block):
    value = block.get_preview_value()
    request = RequestFactory().get("/")
    context = {"request": request, "block_def": block, "bound_block": block.bind(value)}

    shown = render_to_string(
        block.get_preview_template(value, context),
        block.get_preview_context(value, context),
        request=request,
    )

    assert block.is_previewable
    assert 'rel="stylesheet"' in shown
    assert len(shown.split('<main id="main">')[1].split()) > 8, "nothing to see"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_each_block_says_what_it_is_for(block):
    assert block.get_description()
    assert block.meta.group
    assert block.meta.icon != "placeholder"


def test_running_text_has_no_title_pictures_or_files():
    assert not {"h1", "image", "embed", "document-link"} & set(TextBlock().features)


def test_a_notice_keeps_its_links_and_loses_its_paragraphs():
    value = NoticeBlock().normalize(
        {
            "tone": "urgent",
            "title": "Call 999",
            "text": RichText('<p data-block-key="a">One <b>now</b>.</p><p>Two.</p>'),
        }
    )

    assert value.inline_text == "One <b>now</b>.<br>Two."


def test_a_quotation_says_that_it_is_made_up():
    shown = render("quote", {"text": "Nobody asked.", "speaker": "child, 8 to 11", "is_sample": 1})

    assert "“Nobody asked.”" in shown
    assert "Made-up quotation" in shown


def test_a_file_says_its_format_and_size_by_itself():
    shown = render("download", {"document": document(), "note": "2 pages"})

    assert "PDF, 2.0\xa0KB, 2 pages" in shown


def test_a_file_that_was_deleted_leaves_no_hole():
    assert render("download", {"document": None, "note": "2 pages"}).strip() == ""


def test_a_picture_comes_in_three_formats_with_its_size_and_words():
    shown = render("picture", {"image": picture(credit="A. Example"), "caption": "Our street"})

    assert "image/avif" in shown
    assert "image/webp" in shown
    assert 'loading="lazy"' in shown
    assert 'width="400"' in shown
    assert 'alt="A street in the evening"' in shown
    assert "A. Example" in shown


@pytest.mark.parametrize(("width", "is_small"), [(500, True), (640, False)])
def test_a_picture_fills_its_column_unless_that_would_enlarge_it(width, is_small):
    image = picture(data=jpeg(size=(width, 300)))

    shown = render("picture", {"image": image, "caption": "Our street"})

    assert ("picture--small" in shown) == is_small


def test_only_a_picture_that_opens_its_page_is_fetched_at_once(client):
    shown = ("picture", {"image": picture(), "caption": ""})
    page = standard_page(home_page(), "Our street", body=[shown, shown])
    later = standard_page(page, "Below", body=[("notice", {"title": "First"}), shown])

    html, below = (client.get(one.url).content.decode() for one in (page, later))

    assert html.count("<picture") == 2
    assert html.index('fetchpriority="high"') < html.index('loading="lazy"')
    assert html.count('loading="eager"') == html.count('loading="lazy"') == 1
    assert 'loading="lazy"' in below
    assert 'loading="eager"' not in below


def test_better_words_for_a_picture_show_wherever_it_is_used():
    image = picture()
    render("picture", {"image": image, "caption": ""})
    image.description = "Four houses with lit windows"
    image.save()

    assert 'alt="Four houses with lit windows"' in render("picture", {"image": image})


def test_a_decorative_picture_is_passed_over():
    shown = render("picture", {"image": picture(is_decorative=True, description="")})

    assert 'alt=""' in shown


def test_a_film_is_a_link_that_fetches_nothing():
    shown = render(
        "film",
        {
            "title": "A first visit",
            "url": "https://films.example.org/visit",
            "minutes": 1,
            "has_captions": True,
            "transcript": "https://films.example.org/visit/words",
        },
    )

    assert "<iframe" not in shown
    assert "Film, 1 minute, with captions, on films.example.org" in shown
    assert "Read the words of “A first visit”" in shown


def test_a_wide_table_can_be_scrolled_by_keyboard():
    shown = render("table", BodyBlock().child_blocks["table"].get_preview_value())

    frame = " ".join(shown.split())

    assert 'role="region" aria-label="Visits in a school week" tabindex="0"' in frame
    assert '<th scope="col">Day</th>' in shown


def test_a_list_of_links_names_nothing_hidden(home):
    links = [
        {"label": "", "page": standard_page(home, "About us"), "url": ""},
        {"label": "", "page": standard_page(home, "A draft", live=False), "url": ""},
        {"label": "", "page": behind_a_login(standard_page(home, "Canary")), "url": ""},
        {"label": "Elsewhere", "page": None, "url": "https://example.org/"},
    ]

    shown = render("links", {"heading": "Read next", "links": links})

    assert "About us" in shown
    assert "Elsewhere" in shown
    assert "A draft" not in shown
    assert "Canary" not in shown


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({}, "page"),
        ({"url": "https://example.org/"}, "label"),
        ({"url": "javascript:alert(1)", "label": "x"}, "url"),
        ({"url": "//evil.example/", "label": "x"}, "url"),
        ({"url": "example.org", "label": "x"}, "url"),
    ],
)
def test_a_link_without_words_or_target_is_refused(value, field):
    block = LinkBlock()

    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.normalize({"label": "", "page": None, "url": ""} | value))

    assert field in refusal.value.block_errors


def test_a_link_has_one_target(home):
    block = LinkBlock()

    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize({"label": "x", "page": home, "url": "/join/"}))


def test_a_link_that_is_not_asked_for_may_stay_empty():
    block = LinkBlock(required=False)

    assert block.clean(block.normalize({"label": "", "page": None, "url": ""}))


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (HoursBlock(), {"days": ["0"], "opens": "17:00", "closes": "09:00"}),
        (ClosureBlock(), {"first": "2026-12-25", "last": "2026-12-24", "message": ""}),
    ],
)
def test_what_ends_before_it_begins_is_refused(block, value):
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))
