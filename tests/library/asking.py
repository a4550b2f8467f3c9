"""What a reader sees of the finder's answers."""

from datetime import UTC, datetime, timedelta

from wagtail.models import Page

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


def titles(soup):
    return [" ".join(item.get_text(" ").split()) for item in soup.select(".result__title")]


def published(page, days_ago):
    Page.objects.filter(pk=page.pk).update(first_published_at=NOON - timedelta(days=days_ago))
    return page


def counts(soup, facet):
    """What each choice of a facet would leave, as a reader sees it."""
    return {
        box.find_parent("label").select_one(".facet__label").get_text(): int(
            next(box.find_parent("label").select_one(".facet__count").stripped_strings)
        )
        for box in soup.select(f"input[name={facet}]")
    }
