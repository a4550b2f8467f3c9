"""Letters per second through the Mailgun dialect, beside Anymail's merge_data by hand.

Both talk to the same stand-in, which answers at once, in the same run: trust the ratios.
BENCH_LETTERS is the size (100,000); BENCH_MILLION=1 adds a million. Ten thousand go first, to
compare the cost of a recipient.
"""

import os
import sys

from bench import apart

SMALL, BY_HAND = 10_000, 20_000
LARGE = int(os.environ.get("BENCH_LETTERS", "100000"))
SIZES = sorted({SMALL, LARGE} | ({1_000_000} if os.environ.get("BENCH_MILLION") else set()))


def main() -> None:
    """Each size in a process of its own, so that its memory can be told."""
    with apart.mailgun() as port:
        address = f"http://127.0.0.1:{port}/v3"
        with apart.servers(EMAIL_PROVIDER="mailgun", MAILGUN_API_URL=address) as environment:

            def measure(step: str, letters: int) -> dict[str, float]:
                command = [sys.executable, "-m", "bench.sending", step, str(letters)]
                return apart.measure(command, environment)

            measure("people", SIZES[-1])
            print(f"{apart.load()}; letters of 60 kB HTML and 15 kB text, 500 a call")
            by_hand = measure("by-hand", BY_HAND)
            apart.show("Anymail by hand", by_hand)
            found = {size: _send(measure, size, by_hand) for size in SIZES}
    if len(SIZES) > 1:
        small, large = found[SIZES[0]], found[SIZES[-1]]
        ratio = large["wall"] / small["wall"]
        print(f"a recipient of {SIZES[-1]:,} costs {ratio:.2f} x one of {SIZES[0]:,} (wall)")
        print(f"  {large['cpu'] / small['cpu']:.2f} x in processor time")


def _send(measure, size: int, by_hand: dict[str, float]) -> dict[str, float]:
    planned = measure("plan", size)
    print(f"{size:,} recipients planned in {planned['seconds']:.1f} s")
    sent = measure("send", size)
    apart.show(f"{size:,} sent with all bookkeeping", sent)
    ratio = by_hand["wall"] / sent["wall"]
    print(
        f"  {ratio:.2f} x by hand; {sent['sql']:.4f} statements a recipient; "
        f"peak {sent['memory']:.0f} MB; a look at its progress {sent['look']:.1f} ms"
    )
    return sent


if __name__ == "__main__":
    main()
