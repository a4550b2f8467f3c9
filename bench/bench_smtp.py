"""Letters per second over one SMTP connection, beside smtplib alone and Django's own loop.

All three talk to the same server, which takes every letter at once, in the same run.
"""

import os
import sys

from bench import apart

LETTERS = int(os.environ.get("BENCH_SMTP_LETTERS", "5000"))
SLOW = 500
"""Letters of Django's loop, which makes each anew."""


def main() -> None:
    """One after the other."""
    with apart.listener("bench.sink") as port:
        address = f"smtp://127.0.0.1:{port}"
        with apart.servers(EMAIL_PROVIDER="smtp", EMAIL_URL=address) as environment:

            def measure(step: str, letters: int) -> dict[str, float]:
                command = [sys.executable, "-m", "bench.posting", step, str(letters)]
                return apart.measure(command, environment)

            measure("people", LETTERS)
            print(f"{apart.load()}; {LETTERS:,} letters of 60 kB HTML and 15 kB text")
            raw = measure("raw", LETTERS)
            apart.show("smtplib alone, no bookkeeping", raw)
            apart.show("Django's loop", measure("django", SLOW))
            measure("plan", LETTERS)
            sent = measure("send", LETTERS)
            apart.show("sent with all bookkeeping", sent)
            print(
                f"  {raw['wall'] / sent['wall']:.2f} x smtplib alone; "
                f"{sent['sql']:.2f} statements a recipient"
            )


if __name__ == "__main__":
    main()
