"""Where the provider reports; nobody else is listened to."""

import base64
import binascii
import logging

from anymail.exceptions import AnymailAPIError
from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from anymail.webhooks.brevo import BrevoTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.mailjet import MailjetTrackingWebhookView
from anymail.webhooks.mailtrap import MailtrapTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.resend import ResendTrackingWebhookView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

logger = logging.getLogger(__name__)

LONGEST = 1_000_000
"""Bytes of one report."""

VIEWS = {
    "mailgun": MailgunTrackingWebhookView,
    "postmark": PostmarkTrackingWebhookView,
    "postmark-bulk": PostmarkTrackingWebhookView,
    "resend": ResendTrackingWebhookView,
    "brevo": BrevoTrackingWebhookView,
    "mailtrap": MailtrapTrackingWebhookView,
    "mailjet": MailjetTrackingWebhookView,
    "ses": AmazonSESTrackingWebhookView,
}
"""Anymail's reading of each provider's reports. It checks the signature where there is one."""


@csrf_exempt
@require_POST
def tracking(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Take reports of the provider in use, with our secret; without a secret, take none."""
    if provider != settings.EMAIL_PROVIDER or provider not in VIEWS:
        raise Http404
    if not _knows_the_secret(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="reports"'})
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        return HttpResponse(status=413)
    try:
        return VIEWS[provider].as_view()(request)
    except (ValueError, AnymailAPIError):
        logger.warning("A report of %s could not be read.", provider)
        return HttpResponse(status=400)


def _knows_the_secret(request: HttpRequest) -> bool:
    """Basic authentication with one of WEBHOOK_SECRET; several while it is being changed."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        given = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return False
    known = [secret.encode() for secret in settings.WEBHOOK_SECRET]
    # All are compared, so that the time taken does not tell which.
    matches = [constant_time_compare(given, secret) for secret in known]
    return scheme.lower() == "basic" and any(matches)
