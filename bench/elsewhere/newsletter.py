"""django-newsletter: a submission to its subscribers, sent by its command."""

import os
import sys
from pathlib import Path

sys.path[0], here = "", sys.path[0]
sys.path.append(here)

import site_of_its_own as site  # noqa: E402

templates = Path(os.environ["FOLDER"]) / "newsletter" / "message"
templates.mkdir(parents=True)
(templates / "message.html").write_text(site.HTML)
(templates / "message.txt").write_text(site.TEXT)
(templates / "message_subject.txt").write_text("Hub News")
site.start(
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.admin",
    "newsletter",
    NEWSLETTER_THUMBNAIL="sorl-thumbnail",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    ROOT_URLCONF="newsletter.urls",
)

from django.contrib.sites.models import Site  # noqa: E402
from django.utils import timezone  # noqa: E402
from newsletter.models import Message, Newsletter, Submission, Subscription  # noqa: E402

NUMBER = int(sys.argv[1])

newsletter = Newsletter.objects.create(
    title="Hub News", slug="hub-news", email="news@hub.example.org", sender="Hub News"
)
newsletter.site.set([Site.objects.get()])
for number in range(NUMBER):
    Subscription.objects.create(
        newsletter=newsletter, email_field=f"member{number}@example.org", subscribed=True
    )
message = Message.objects.create(newsletter=newsletter, title="Hub News", slug="one")
submission = Submission.objects.create(
    newsletter=newsletter, message=message, prepared=True, publish_date=timezone.now()
)
submission.subscriptions.set(Subscription.objects.all())

with site.Cost(NUMBER):
    Submission.submit_queue()
