"""django-post-office: the letters are put in its queue, then sent by its command."""

import sys

sys.path[0], here = "", sys.path[0]
sys.path.append(here)

import site_of_its_own as site  # noqa: E402

backend = {"default": "anymail.backends.mailgun.EmailBackend"}
site.start("post_office", POST_OFFICE={"BACKENDS": backend, "BATCH_SIZE": 500})

from django.core.management import call_command  # noqa: E402
from post_office import mail  # noqa: E402
from post_office.models import STATUS, Email  # noqa: E402

NUMBER = int(sys.argv[1])

with site.Cost(NUMBER):
    mail.send_many(
        {
            "sender": "Hub News <news@hub.example.org>",
            "recipients": [f"member{number}@example.org"],
            "subject": "Hub News",
            "message": site.TEXT,
            "html_message": site.HTML,
        }
        for number in range(NUMBER)
    )
    call_command("send_queued_mail", processes=1)
    assert Email.objects.filter(status=STATUS.sent).count() == NUMBER
