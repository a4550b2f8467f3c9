"""Django's own loop: a message for each."""

import sys

import site_of_its_own as site

site.start()

from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: E402

NUMBER = int(sys.argv[1])

with site.Cost(NUMBER), get_connection() as connection:
    for number in range(NUMBER):
        message = EmailMultiAlternatives(
            "Hub News",
            site.TEXT,
            "Hub News <news@hub.example.org>",
            [f"member{number}@example.org"],
            connection=connection,
        )
        message.attach_alternative(site.HTML, "text/html")
        message.send()
