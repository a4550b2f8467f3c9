"""Who may sign in with an e-mailed code, and which letter goes to whom."""

from uuid import uuid4

from mail import outbox
from mail.composing import Envelope
from members import emails, joining
from members.models import User


def member_for_code(address: str) -> User | None:
    """The confirmed member behind the address; never staff, whose mailbox is not enough."""
    user = User.objects.filter(
        email=address, is_active=True, member__confirmed_at__isnull=False
    ).first()
    return None if user is None or user.works_here else user


def post_code(address: str, code: str) -> None:
    """Send the code to the member it was made for."""
    _post(emails.sign_in_code(address, code))


def post_instead_of_code(address: str) -> None:
    """Tell the owner of the address why no code came, where only the owner reads it."""
    user = User.objects.select_related("member").filter(email=address, is_active=True).first()
    if user is None:
        _post(emails.nobody_by_that_address(address))
    elif user.works_here:
        _post(emails.staff_have_passwords(user))
    elif hasattr(user, "member"):
        _post(emails.confirmation(user, joining.link_token(user.member)))
    else:
        _post(emails.nobody_by_that_address(address))


def _post(envelope: Envelope) -> None:
    outbox.post(envelope, key=f"sign-in:{uuid4()}")
