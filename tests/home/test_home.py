import pytest
from django.core.exceptions import ValidationError

from home.blocks import HomeBlock
from tests.factories.pages import HERO, behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db


def show(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_bands_stand_in_the_editors_order(client):
    home = home_page(
        body=[
            ("words", {"heading": "Second thoughts", "body": []}),
            HERO,
        ]
    )

    shown = show(client, home)

    assert shown.index("Second thoughts") < shown.index("<h1")


def test_the_front_door_has_one_title(client):
    assert show(client, home_page()).count("<h1") == 1


def test_a_home_page_without_a_title_is_refused():
    block = HomeBlock()
    words = block.normalize([("words", {"heading": "Words", "body": [("text", "<p>Hello</p>")]})])

    with pytest.raises(ValidationError) as refusal:
        block.clean(words)

    assert "minimum number" in str(refusal.value.as_json_data())


def test_chosen_pages_keep_their_order_and_hide_what_is_hidden(client):
    home = home_page()
    first = standard_page(home, "First things")
    hidden = behind_a_login(standard_page(home, "Canary"))
    draft = standard_page(home, "Canary draft", live=False)
    home.body = [
        HERO,
        (
            "chosen",
            {
                "heading": "Five minutes",
                "text": "",
                "pages": [hidden, standard_page(home, "Second things"), draft, first],
            },
        ),
    ]
    home.save()

    shown = show(client, home)

    assert shown.index("Second things") < shown.index("First things")
    assert "Canary" not in shown


def test_a_band_with_nothing_in_it_is_left_out(client):
    home = home_page(
        body=[HERO, ("latest", {"heading": "Newest of nothing", "kind": "gone.kind", "count": 3})]
    )

    assert "Newest of nothing" not in show(client, home)


def test_four_stages_make_the_journey(client):
    stages = [
        {"label": name, "page": None, "url": "/library/", "text": "Words"}
        for name in ("Arrest", "Court", "Custody", "Release")
    ]
    hero = HERO[1] | {"stages_title": "Where is the parent now?", "stages": stages}

    shown = show(client, home_page(body=[("hero", hero)]))

    assert "Where is the parent now?" in shown
    assert '<a href="/library/">Custody</a>' in shown


def test_fewer_than_four_stages_make_a_street(client):
    stages = [{"label": "Arrest", "page": None, "url": "/library/", "text": "Words"}]
    hero = HERO[1] | {"stages_title": "Where is the parent now?", "stages": stages}

    assert "Where is the parent now?" not in show(client, home_page(body=[("hero", hero)]))


def test_chosen_pages_cost_the_same_few_questions(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    home = home_page()
    pages = [standard_page(home, f"Page {number}") for number in range(6)]
    home.body = [HERO, ("chosen", {"heading": "Cards", "text": "", "pages": pages[:1]})]
    home.save()
    show(client, home)
    with django_assert_max_num_queries(20) as few:
        show(client, home)
    asked = len(few)
    home.body = [HERO, ("chosen", {"heading": "Cards", "text": "", "pages": pages})]
    home.save()
    show(client, home)

    with django_assert_num_queries(asked):
        show(client, home)
