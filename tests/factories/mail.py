"""The smallest lawful mailings, and a post office that works at once."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from mail import batches
from mail.composing import TOKEN, Envelope, Words
from mail.enums import Stream
from mail.models import Mailing
from mail.planning import Group, plan
from mail.providers import profiles
from mail.providers.handover import Courier

SCOPE = "newsletter:1"


def words(subject="Hub News", **changes):
    """A letter with a link of the recipient's own in each part."""
    link = f"https://hub.example.org/unsubscribe/{TOKEN}/"
    return Words(
        **{
            "subject": subject,
            "text": f"Dear colleague,\n\n{subject}\n\nStop: {link}\n",
            "html": f"<p>Dear colleague</p><p>{subject}</p><p><a href='{link}'>Stop</a></p>",
            "headers": {
                "List-Unsubscribe": f"<{link}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "List-Id": "Hub News <hub-news.hub.example.org>",
            },
            **changes,
        }
    )


def envelope(to="ada@example.org", **changes):
    """A service letter that holds a code."""
    return Envelope(
        **{
            "to": to,
            "label": "Sign-in code",
            "words": Words(subject="Your code", text="Use 424242\n", html="<p>Use 424242</p>"),
            **changes,
        }
    )


def people(number, prefix="member"):
    """Users with addresses member0@example.org and so on; returns the queryset of them."""
    users = get_user_model()
    rows = [users(email=f"{prefix}{n}@example.org", password="!") for n in range(number)]
    made = users.objects.bulk_create(rows)
    return users.objects.filter(pk__in=[user.pk for user in made])


def recipients(users):
    """The three columns that planning wants."""
    token = Concat(Value("token-"), Cast("pk", CharField()), output_field=CharField())
    return users.values_list("pk", "email", token)


def mailing(users=None, *, number=3, key="hub-news:1", **changes) -> Mailing:
    """A planned newsletter to some users."""
    users = people(number) if users is None else users
    given = {
        "key": key,
        "label": "Hub News, no. 1",
        "scope": SCOPE,
        "from_email": "Hub News <news@hub.example.org>",
        "reply_to": "team@hub.example.org",
        "groups": [Group(words(), recipients(users))],
        "candidates": users.count(),
        "excluded": {},
    }
    return plan(**(given | changes))


def send_everything(*streams) -> int:
    """Work like a pump, here and now, until nothing is due. Returns the number of batches."""
    sent = 0
    with Courier(profiles.current()) as courier:
        for stream in streams or (Stream.SERVICE, Stream.BULK):
            while batches.send_next(stream, courier):
                sent += 1
    return sent


def letters_in(folder: Path) -> list[Path]:
    """The files of a mailbox, oldest first."""
    return sorted(folder.glob("*.eml"))
