"""A stand-in for e-mail providers: speaks their dialects, keeps a ledger, misbehaves on request.

In a test: `with StandIn() as provider: …` (or the fixtures `provider` and `use`). From a shell:
`python -m tests.provider --port 9999`, then `EMAIL_PROVIDER=mailgun
MAILGUN_API_URL=http://127.0.0.1:9999/v3 make demo`, and `curl http://127.0.0.1:9999/ledger`.
"""

from tests.provider.ledger import Entry, Ledger
from tests.provider.server import StandIn

__all__ = ["Entry", "Ledger", "StandIn"]
