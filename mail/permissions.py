"""Who may see the post office's screens, and who may act."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

SEE_MAILINGS = "mail.view_mailing"
SEE_LETTERS = "mail.view_delivery"
CONTROL = "mail.control_mailing"
SEE_SUPPRESSIONS = "mail.view_suppression"
LIFT = "mail.lift_suppression"


def may(request: HttpRequest, right: str) -> bool:
    """Whether whoever asks has this right."""
    return request.user.has_perm(right)


def require(request: HttpRequest, *rights: str) -> None:
    """Turn away whoever lacks one of these."""
    if not all(may(request, right) for right in rights):
        raise PermissionDenied
