"""What the provider's reports and a look at a large send cost, in a database of its own."""

import subprocess
import sys

from bench import apart


def main() -> None:
    """The measurement in a process of its own."""
    with apart.servers(EMAIL_PROVIDER="mailgun") as environment:
        print(apart.load())
        subprocess.run(
            [sys.executable, "-m", "bench.reporting"], cwd=apart.ROOT, env=environment, check=True
        )


if __name__ == "__main__":
    main()
