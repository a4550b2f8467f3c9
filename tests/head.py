"""What stands in a page's head, as a test reads it."""

import json
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext


def head_of(client, address):
    """The head of a page that answers."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("</head>")[0]


def things_in(html):
    """The things of the one block of structured data that a page has."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(block)["@graph"]


def things_of(client, address, kind):
    """The things of a kind that a page says it is about."""
    return [thing for thing in things_in(head_of(client, address)) if thing["@type"] == kind]


def meta_in(html):
    """What is said of a shared link, by name."""
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)"\s+content="([^"]*)"', html))


def queries_of(client, address):
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def given_to(client, address):
    """Everything that the template of a page was given."""
    context = client.get(address).context
    return {name: context[name] for name in context.keys()}  # noqa: SIM118
