"""What people do beyond reading: they join, sign in, are written to, answer and leave."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from cms.demo import members as sample_members
from library.models import ServiceCheck
from library.owners import answering, asking
from mail import mailbox
from mail.models import Delivery
from members import joining
from members.models import Member
from newsletters import telling
from newsletters.models import Newsletter, Subscription
from tests.factories.mail import send_everything
from tests.factories.members import letters_to
from tests.look.book import Book

ADDRESS = "ada@example.org"


def write(book: Book) -> None:
    """Each screen and letter on the way, with errors and dead links."""
    _joining(book)
    _signing_in(book)
    _letters(book)
    _leaving(book)
    _owners(book)


def _joining(book: Book) -> None:
    reader = Client()
    page = book.keep("join", reader.get("/join/"))
    shown = page.context["form"].initial["shown"]
    book.keep("join, errors", reader.post("/join/", {"email": "ada.example.org", "shown": shown}))
    wanted = {"email": ADDRESS, "consent": "on", "shown": shown}
    book.keep("join, sent", reader.post("/join/", wanted))
    member = Member.objects.get(user__email=ADDRESS)
    link = reverse("join_confirm", args=[joining.link_token(member)])
    book.ask("join, confirm", link)
    assert reader.post(link).status_code == 302
    book.ask("join, interests", reverse("join_interests"), reader, known=True)
    wrong = {"role": "999", "frequency": "never"}
    refused = reader.post(reverse("join_interests"), wrong)
    book.keep("join, interests with errors", refused, known=True)
    book.ask("join, done", reverse("join_done"))
    book.ask("join, confirmed before", link)
    dead = Client().get(reverse("join_confirm", args=["cut-short"]))
    book.keep("join, dead link", dead)


def _signing_in(book: Book) -> None:
    reader = Client()
    book.ask("sign in", reverse("sign_in"))
    book.keep("sign in, error", reader.post(reverse("sign_in"), {"email": ""}))
    reader.post(reverse("sign_in"), {"email": ADDRESS})
    book.ask("code", reverse("enter_code"), reader, known=True)
    book.keep("code, error", reader.post(reverse("enter_code"), {"code": "1"}), known=True)
    book.ask("staff sign in", reverse("staff_sign_in"))
    wrong = {"login": "nobody@example.org", "password": "wrong"}
    book.keep("staff sign in, error", Client().post(reverse("staff_sign_in"), wrong))
    code = re.search(r"\d{4}-\d{4}", letters_to(ADDRESS)[-1].text).group()
    assert reader.post(reverse("enter_code"), {"code": code}).status_code == 302
    preferences = reverse("preferences")
    book.ask("preferences", preferences, reader, known=True)
    wrong = {"role": "999", "frequency": "never"}
    book.keep("preferences, errors", reader.post(preferences, wrong), known=True)
    book.ask("sign out", reverse("sign_out"), reader, known=True)
    book.ask("leave", reverse("leave"), reader, known=True)
    book.ask("left", reverse("left"))


def _letters(book: Book) -> None:
    book.ask("mailbox, empty", reverse("mailbox"))
    _further_letters()
    send_everything()
    book.ask("mailbox", reverse("mailbox"))
    for letter in mailbox.letters(""):
        subject = slugify(re.sub(r"\d", "", str(letter.head["Subject"])))
        is_edition = letter.head["List-Id"] and not subject.startswith("welcome")
        kind = "edition" if is_edition else subject.replace("-", " ")
        if f"letter, {kind}" not in book.leaves:
            book.ask(f"letter, {kind}", reverse("mailbox_letter", args=[letter.number]))
            html = reverse("mailbox_html", args=[letter.number])
            book.ask(f"letter itself, {kind}", html, is_letter=True)
            book.inlays[html] = Client().get(html)


def _further_letters() -> None:
    """What only some are written: members who join again, strangers, staff, and editors."""
    shown = Client().get("/join/").context["form"].initial["shown"]
    Client().post("/join/", {"email": sample_members.KNOWN, "consent": "on", "shown": shown})
    for address in ("stranger@example.org", "publisher@example.org"):
        Client().post(reverse("sign_in"), {"email": address})
    newsletter = Newsletter.objects.get(is_default=True)
    due = timezone.now() + timedelta(days=30)
    telling.nothing_new(newsletter, newsletter.archive, slot="none", next_due_at=due)


def _leaving(book: Book) -> None:
    subscription = Subscription.objects.filter(member__user__email=sample_members.KNOWN).first()
    preferences = reverse("letter_preferences", args=[subscription.token])
    book.ask("letter preferences", preferences)
    wrong = {"frequency": "never", "pause": "day", "pause_until": "3/1/2020", "role": "999"}
    book.keep("letter preferences, errors", Client().post(preferences, wrong))
    right = {"frequency": "every", "pause": "month", "letter_format": "text"}
    book.keep("letter preferences, saved", Client().post(preferences, right))
    link = reverse("unsubscribe", args=[subscription.token])
    book.ask("unsubscribe", link)
    book.keep("unsubscribe, pause instead", Client().post(link, {"instead": "pause"}))
    book.keep("unsubscribe, done", Client().post(link))
    other = Subscription.objects.exclude(pk=subscription.pk).first()
    preferences = reverse("letter_preferences", args=[other.token])
    for _ in range(100):
        answer = Client().post(preferences, right)
        if answer.status_code == 429:
            break
    book.keep("letter preferences, too often", answer)
    for name, token in {"test": "test", "unknown": "a" * 20}.items():
        answer = Client().get(reverse("unsubscribe", args=[token]))
        book.keep(f"unsubscribe, {name}", answer)
        answer = Client().get(reverse("letter_preferences", args=[token]))
        book.keep(f"letter preferences, {name}", answer)


def _owners(book: Book) -> None:
    asking.write_due()
    check = ServiceCheck.objects.get()
    link = reverse("service_check", args=[Delivery.objects.latest("pk").token])
    book.ask("owner", link)
    wrong = {"status": "open", "email": "nobody", "phone": "nobody"}
    book.keep("owner, errors", Client().post(link, wrong))
    answering.correct(check, changes={"phone": "01632 960 152"}, words="New hours, too.")
    book.ask("owner, answered before", link)
    book.ask("owner, thanks", reverse("service_check_thanks"))
    book.keep("owner, dead link", Client().get(reverse("service_check", args=["cut-short"])))
