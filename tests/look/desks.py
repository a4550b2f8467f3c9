"""What the staff see: the newsletter desk, the post office, lists, forms, and a page they edit."""

from datetime import timedelta
from unittest import mock

import time_machine
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import Block, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from library.models import KeyStatistic, LibraryPage, ServiceCorrection
from mail import batches, suppression
from mail.enums import Stream, SuppressionReason
from mail.planning import Group
from mail.providers import profiles
from mail.providers.handover import Courier
from mail.views import uncertain
from members.models import User
from newsletters import clicking
from newsletters.blocks import SectionBlock
from newsletters.models import Dispatch, Newsletter
from tests.factories.mail import mailing, people, recipients, send_everything, words
from tests.factories.members import UserFactory
from tests.factories.newsletters import drafted
from tests.look.book import Book
from tests.mail.test_screens import leave_in_doubt

STOPPED = "ben@example.org"
AS_ELSEWHERE = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LISTS = (
    "library/servicecorrection/", "library/servicecheck/",
    "mail/mailing/", "mail/delivery/", "mail/attempt/", "mail/receipt/",
    "mail/suppression/", "members/member/", "members/consentevent/",
    "snippets/newsletters/newsletter/", "snippets/content/organisation/", "users/",
)  # fmt: skip


def write(book: Book, dispatch: Dispatch) -> None:
    """Each of our views; of Wagtail's own those into which we put something."""
    chief = Client()
    chief.force_login(User.objects.create_superuser(email="chief@example.org"))
    for name in ("wagtailadmin_javascript_catalog", "wagtailadmin_sprite"):
        book.inlays[reverse(name)] = chief.get(reverse(name))
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        draft = drafted(dispatch.newsletter)
        _everything_in(draft)
    Newsletter.objects.update(counts_clicks=True)
    clicking.count(dispatch, place=1)
    book.ask("privacy, clicks are counted", Page.objects.get(slug="privacy").url)
    _ours(book, chief, dispatch, draft)
    _post_office(book, chief, dispatch)
    # Wagtail's forms keep the names of their scripts: no other test may meet those of here.
    with override_settings(STORAGES=settings.STORAGES | AS_ELSEWHERE):
        _wagtails(book, chief, draft)


def _everything_in(draft: Dispatch) -> None:
    """Every block that an edition may have, as its preview has it."""
    section = SectionBlock()
    value = section.get_preview_value()
    stream = section.child_blocks["contents"]
    statistic = KeyStatistic.objects.first()
    contents = [
        (name, statistic if name == "statistic" else block.get_preview_value())
        for name, block in stream.child_blocks.items()
    ]
    value["contents"] = StreamValue(stream, contents)
    draft.edition.body = [("section", value)]
    draft.edition.save_revision()
    draft.edition.save()


def _ours(book: Book, chief: Client, dispatch: Dispatch, draft: Dispatch) -> None:
    items = LibraryPage.objects.order_by("pk").values_list("pk", flat=True)[:2]
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "terms"])
    correction = ServiceCorrection.objects.get()
    paths = {
        "welcome": reverse("wagtailadmin_home"),
        "newsletters": reverse("edition_desk:index"),
        "edition sent": reverse("edition_desk:dispatch", args=[dispatch.pk]),
        "edition draft": reverse("edition_desk:dispatch", args=[draft.pk]),
        "edition results": reverse("edition_desk:results", args=[dispatch.pk]),
        "growth": reverse("edition_desk:growth"),
        "links": reverse("links_report"),
        "import": reverse("library_import"),
        "library items": reverse("library_items:index"),
        "letter of a draft": reverse("edition_desk:letter", args=[draft.pk]),
        "page of a draft": reverse("wagtailadmin_pages:view_draft", args=[draft.edition_id]),
        "correction": reverse("service_correction", args=[correction.pk]),
        "terms for many": f"{bulk}?next=/admin/&" + "&".join(f"id={pk}" for pk in items),
    }
    paths |= {f"list of {path.strip('/').replace('/', ' ')}": f"/admin/{path}" for path in LISTS}
    for name, path in paths.items():
        book.ask(f"desk, {name}", path, chief, known=True, desk=True)


def _post_office(book: Book, chief: Client, dispatch: Dispatch) -> None:
    """A mailing that has left, one of which nobody knows, and an address that is stopped."""
    dispatch.refresh_from_db()
    users = people(4, prefix="reader")
    groups = [Group(words(it), recipients(users[n : n + 2])) for n, it in {0: "A", 2: "B"}.items()]
    under_way = mailing(users, groups=groups, key="under way")
    with Courier(profiles.current()) as courier:
        batches.send_next(Stream.BULK, courier)
    # Standing still, as its link lets everybody have it: no rule allows a page to ask for itself.
    path = reverse("post_office:progress", args=[under_way.pk]) + "?still=yes"
    book.ask("desk, mailing under way", path, chief, known=True, desk=True)
    send_everything(Stream.BULK)
    doubtful = mailing(number=3, key="in doubt")
    leave_in_doubt()
    for name, path in {
        "mailing sent": reverse("post_office:progress", args=[dispatch.mailing_id]),
        "mailing in doubt": f"{reverse('post_office:progress', args=[doubtful.pk])}?still=yes",
        "uncertain letters": reverse("post_office:uncertain", args=[doubtful.pk]),
        "cancel a mailing": reverse("post_office:cancel", args=[doubtful.pk]),
        "stopped addresses": reverse("post_office:suppressions"),
    }.items():
        book.ask(f"desk, {name}", path, chief, known=True, desk=True)
    decide = reverse("post_office:uncertain", args=[doubtful.pk])
    with mock.patch.object(uncertain, "PER_PAGE", 2):
        book.ask("desk, more uncertain letters", decide, chief, known=True, desk=True)
    answer = chief.post(decide, {"choice": "sent", "whole": "yes"})
    book.keep("desk, uncertain letters decided", answer, known=True, desk=True)
    suppression.suppress(STOPPED, reason=SuppressionReason.STAFF, source="by telephone")
    found = chief.post(reverse("post_office:suppressions"), {"address": STOPPED})
    book.keep("desk, stopped address", found, known=True, desk=True)


def _blocks() -> dict[str, Block]:
    """Every block that an editor may choose on any page, one of each sort."""
    return {
        type(block).__name__: block
        for page in get_page_models()
        for field in page._meta.concrete_fields
        if isinstance(field, StreamField)
        for block in field.stream_block.child_blocks.values()
    }


def _wagtails(book: Book, chief: Client, draft: Dispatch) -> None:
    """Views of Wagtail's, for what is ours in them."""
    of_wagtail = {"known": True, "desk": True, "is_wagtails": True}
    item = LibraryPage.objects.live().first()
    newsletter = ("wagtailsnippets_newsletters_newsletter:edit", draft.newsletter_id)
    for name, (view, pk) in {
        "item": ("wagtailadmin_pages:edit", item.pk),
        "edition": ("wagtailadmin_pages:edit", draft.edition_id),
        "newsletter": newsletter,
    }.items():
        book.ask(f"wagtail, {name} edited", reverse(view, args=[pk]), chief, **of_wagtail)
    for name, block in _blocks().items():
        path = f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}"
        book.ask(f"wagtail, block {name}", path, chief, **of_wagtail)
    seen = Client()
    seen.force_login(UserFactory(administrator=True))
    book.ask("wagtail, user bar", item.url, seen, **of_wagtail)
