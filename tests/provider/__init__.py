"""A stand-in for an e-mail provider: speaks its dialect, keeps a ledger, misbehaves on request.

In a test: `with StandIn() as provider: …` (or the fixture `provider`). From a shell:
`python -m tests.provider --port 9999`, then `EMAIL_PROVIDER=mailgun
MAILGUN_API_URL=http://127.0.0.1:9999/v3 make demo`, and `curl http://127.0.0.1:9999/ledger`.
"""

from tests.provider.ledger import Entry, Ledger
from tests.provider.server import StandIn

__all__ = ["Entry", "Ledger", "StandIn"]
