"""Staff, members, and the letters they find in their mailbox."""

from datetime import UTC, datetime

import factory
from django.contrib.auth.models import Group, Permission

from mail.models import Delivery
from members.enums import ConsentAction
from members.models import ConsentEvent, Member, User

LONG_AGO = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WORDS = "Yes, send me the newsletters."
PASSWORD = "a-long-enough-password"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with an address, and no way in."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = "!"

    class Params:
        editor = factory.Trait(
            first_name="Ed",
            last_name="Itor",
            password=factory.django.Password(PASSWORD),
            at_the_desk=factory.PostGeneration(lambda user, *_: may_open_the_desk(user)),
        )
        administrator = factory.Trait(
            first_name="Ad",
            last_name="Min",
            password=factory.django.Password(PASSWORD),
            is_superuser=True,
        )


class MemberFactory(factory.django.DjangoModelFactory):
    """A member who confirmed long ago, with the proof of it."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    joined_at = LONG_AGO
    confirmed_at = LONG_AGO

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None)

    @factory.post_generation
    def proof(member, create, extracted, **kwargs):  # noqa: N805 (factory_boy's own form)
        actions = [ConsentAction.REQUESTED]
        if member.confirmed_at:
            actions.append(ConsentAction.CONFIRMED)
        for action in actions:
            ConsentEvent.objects.create(
                subject=member.user.subject,
                action=action,
                wording=WORDS,
                source="/join/",
                happened_at=LONG_AGO,
            )


def may_open_the_desk(user):
    """Put the user into a group that may open the editors' desk."""
    group, _ = Group.objects.get_or_create(name="Editors of the tests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)


def letters_to(address):
    """What lies in the outbox for that address, oldest first."""
    deliveries = Delivery.objects.filter(address=address).select_related("batch__letter")
    return [delivery.batch.letter for delivery in deliveries.order_by("pk")]


def link_in(letter):
    """The one address on a line of its own in a letter's text."""
    return next(line for line in letter.text.splitlines() if line.startswith("http"))
