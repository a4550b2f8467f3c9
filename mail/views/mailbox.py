"""The mailbox of a demonstration: every letter, as its reader would see it."""

from io import BytesIO

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from mail import mailbox
from mail.mailbox import Letter

PER_PAGE = 50
HOME = {"label": "Home", "url": "/"}
OWN_TAB = '<base target="_blank">'
"""Links of a letter leave its frame, in which nothing may be sent or run."""


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The letters, the newest first, or those to one address."""
    query = request.GET.get("q", "").strip()
    pages = Paginator(mailbox.letters(query), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "crumbs": [HOME, {"label": "Mailbox"}],
        "query": query,
        "page_of_letters": page,
        "lines": [_line(letter) for letter in page],
        "number": pages.count,
    }
    return render(request, "mail/mailbox.html", context)


@never_cache
@require_safe
@csp_replace({"frame-src": [SELF]})
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One letter: as it looks, as text, its headers and what is attached."""
    found = _find(number)
    message = found.message
    context = {
        "crumbs": [
            HOME,
            {"label": "Mailbox", "url": reverse("mailbox")},
            {"label": "Letter"},
        ],
        "letter": found,
        "subject": message["Subject"],
        "headers": [(name, str(value)) for name, value in message.items()],
        "text": mailbox.text_of(message),
        "has_html": bool(mailbox.html_of(message)),
        "attachments": [name for name, _ in mailbox.attachments_of(message)],
    }
    return render(request, "mail/letter.html", context)


@never_cache
@require_safe
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": [SELF, settings.BASE_URL],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def html(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML of a letter alone, locked up: styles and pictures, no script, no form."""
    words = mailbox.html_of(_find(number).message)
    if not words:
        raise Http404
    return HttpResponse(words.replace("<head>", f"<head>{OWN_TAB}", 1))


@never_cache
@require_safe
def attachment(request: HttpRequest, number: int, place: int) -> FileResponse:
    """What is attached, to keep; never shown as a page of ours."""
    attached = mailbox.attachments_of(_find(number).message)
    if place >= len(attached):
        raise Http404
    name, content = attached[place]
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=name, content_type="application/octet-stream"
    )


def _find(number: int) -> Letter:
    found = mailbox.find(number)
    if found is None:
        raise Http404
    return found


def _line(found: Letter) -> dict[str, str]:
    moment = date_format(found.written_at, "j F Y, H:i:s")
    return {
        "title": str(found.head["Subject"] or "(no subject)"),
        "url": reverse("mailbox_letter", args=[found.number]),
        "text": f"To {found.recipient}, {moment}",
    }
