"""The post office's addresses."""

from django.conf import settings
from django.urls import path

from mail.views import mailbox, webhooks

urlpatterns = [
    path("anymail/<slug:provider>/tracking/", webhooks.tracking, name="provider_reports"),
]
if settings.MAILBOX_IS_PUBLIC:
    urlpatterns += [
        path("mailbox/", mailbox.index, name="mailbox"),
        path("mailbox/<int:number>/", mailbox.letter, name="mailbox_letter"),
        path("mailbox/<int:number>/html/", mailbox.html, name="mailbox_html"),
        path(
            "mailbox/<int:number>/attachments/<int:place>/",
            mailbox.attachment,
            name="mailbox_attachment",
        ),
    ]
