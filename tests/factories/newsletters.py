"""The smallest lawful newsletters, their readers, and editions in each state."""

from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission

from events.models import EventIndexPage
from library.models import LibraryIndexPage
from members.models import Member, User
from newsletters import approving, gathering, harvesting
from newsletters.dispatching import hand_over
from newsletters.enums import Cadence
from newsletters.models import Newsletter, NewsletterIndexPage, NewsletterPage, Subscription
from taxonomy.models import EventFormat
from tests.factories.events import EventIndexPageFactory, TrainingEventPageFactory
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.mail import send_everything


def two_days_ago():
    """When a page is first published unless told otherwise."""
    return timezone.now() - timedelta(days=2)


def newsletter_with_archive(home, **fields):
    """A weekly newsletter on Tuesdays at half past nine, with its pages."""
    index = NewsletterIndexPage.objects.first() or home.add_child(
        instance=NewsletterIndexPage(title="Newsletters", slug="newsletters")
    )
    name = fields.pop("name", "Hub News")
    newsletter = Newsletter.objects.create(
        **(
            {
                "name": name,
                "slug": name.lower().replace(" ", "-"),
                "description": "Once a week: what is new.",
                "cadence": Cadence.WEEKLY,
                "starts_on": date(2026, 1, 1),
                "sender_name": "Alongside",
                "sender_address": "news@hub.example.org",
                "reply_to": "team@hub.example.org",
                "undo_minutes": 0,
            }
            | fields
        )
    )
    index.add_child(
        instance=NewsletterPage(title=name, slug=newsletter.slug, newsletter=newsletter)
    )
    return newsletter


def case_study(title="A named adult in every school", *, at=None, **fields):
    """A page of the library, first published at that moment."""
    if not LibraryIndexPage.objects.exists():
        LibraryIndexPageFactory()
    return CaseStudyFactory(title=title, first_published_at=at or two_days_ago(), **fields)


def event(title="Introduction to supporting children", *, at=None, **fields):
    """A training event, first published at that moment; it takes place in December."""
    if not EventIndexPage.objects.exists():
        EventIndexPageFactory()
    fields.setdefault("parent", EventIndexPage.objects.first())
    if online := EventFormat.objects.filter(slug="online").first():
        fields.setdefault("format", online)
    return TrainingEventPageFactory(
        title=title, live=True, first_published_at=at or two_days_ago(), **fields
    )


def member(address="ada@example.org", *, confirmed=True, **fields):
    """Somebody who asked for the newsletter, and proved that the address is theirs."""
    user = User.objects.create_user(address)
    confirmed_at = timezone.now() if confirmed else None
    return Member.objects.create(user=user, confirmed_at=confirmed_at, **fields)


def reader(newsletter, address="ada@example.org", *, confirmed=True, **fields):
    """A member's subscription."""
    return Subscription.objects.create(
        member=member(address, confirmed=confirmed, **fields),
        newsletter=newsletter,
        subscribed_at=timezone.now(),
    )


def asked_for(subscription, *, topics=(), sectors=(), **fields):
    """The same subscription, of somebody who has said what they want."""
    member = subscription.member
    member.topics.set(topics)
    member.sectors.set(sectors)
    for name, value in fields.items():
        setattr(member, name, value)
    member.save()
    return subscription


def editor(address="editor@example.org", **fields):
    """Staff who may write everywhere below the home page, and send nothing."""
    group, created = Group.objects.get_or_create(name="Editors")
    if created:
        _allow(group, "wagtailadmin", "access_admin")
        for codename in ("add_page", "change_page"):
            _allow_on_the_newsletters(group, codename)
    return _staff(address, group, **fields)


def publisher(address="publisher@example.org", **fields):
    """Staff who may approve and send."""
    group, created = Group.objects.get_or_create(name="Newsletter senders")
    if created:
        _allow(group, "wagtailadmin", "access_admin")
        _allow(group, "newsletters", "approve_edition")
        for codename in ("add_page", "change_page", "publish_page"):
            _allow_on_the_newsletters(group, codename)
    return _staff(address, group, **fields)


def drafted(newsletter, *, by=None):
    """A gathered draft with one case study in it; changed last by `by`, if given."""
    if not harvesting.gather(newsletter, at=timezone.now()):
        case_study()
    dispatch = gathering.assemble(newsletter, at=timezone.now(), early=True)
    if by:
        dispatch.edition.save_revision(user=by)
    return dispatch


def approved(newsletter, *, by=None):
    """An edition that a second person has approved; it has at least one reader."""
    if not newsletter.subscriptions.exists():
        reader(newsletter)
    dispatch = drafted(newsletter)
    return approving.approve(dispatch.pk, by=by or publisher())


def gone_out(newsletter, **fields):
    """An edition that was approved, is on the web, and whose letters wait to leave."""
    dispatch = approved(newsletter, **fields)
    hand_over(dispatch.pk)
    dispatch.refresh_from_db()
    return dispatch


def sent_with(newsletter, *titles):
    """An edition with these items, sent to whoever gets it."""
    for title in titles:
        case_study(title, at=timezone.now() - timedelta(seconds=5))
    newsletter.refresh_from_db()
    by = User.objects.filter(groups__name="Newsletter senders").first()
    dispatch = approved(newsletter, by=by)
    hand_over(dispatch.pk)
    send_everything()
    dispatch.refresh_from_db()
    return dispatch


def _staff(address, group, **fields):
    user = User.objects.create_user(address, "a long enough password", **fields)
    user.groups.add(group)
    return user


def _allow(group, app, codename):
    group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _allow_on_the_newsletters(group, codename):
    GroupPagePermission.objects.create(
        group=group,
        page=NewsletterIndexPage.objects.get(),
        permission=Permission.objects.get(content_type__app_label="wagtailcore", codename=codename),
    )
