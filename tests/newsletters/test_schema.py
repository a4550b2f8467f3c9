"""An edition as search engines read it."""

from tests.factories.newsletters import gone_out
from tests.head import given_to, things_of


def test_an_edition_is_an_issue_of_its_newsletter(newsletter, client):
    gone_out(newsletter)

    (said,) = things_of(client, "/newsletters/hub-news/no-1/", "PublicationIssue")

    assert said["issueNumber"] == 1
    assert said["isPartOf"] == {"@type": "Periodical", "name": "Hub News"}
    assert said["datePublished"].startswith("2026-11-24T")
    assert [part["name"] for part in said["hasPart"]] == ["A named adult in every school"]
    steps = things_of(client, "/newsletters/hub-news/no-1/", "BreadcrumbList")[0]
    assert [step["name"] for step in steps["itemListElement"]][:3] == [
        "Home",
        "Newsletters",
        "Hub News",
    ]


def test_saying_it_costs_no_query(newsletter, client, django_assert_num_queries):
    gone_out(newsletter)
    context = given_to(client, "/newsletters/hub-news/no-1/")
    page = context["page"]

    with django_assert_num_queries(0):
        page.structured_data(context | {"address": "https://hub.example.org/x/"})
