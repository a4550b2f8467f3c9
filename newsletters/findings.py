"""What a look at an edition comes to, as sentences for whoever prepares it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, as a sentence that says what to do."""

    text: str
    blocks: bool = False
    is_note: bool = False
    """Nothing is wrong: it is only good to know."""
    details: tuple[str, ...] = ()
    """Where, one by one."""


def sorted_out(findings: list[Finding]) -> list[Finding]:
    """What stops it first, then what is worth a look, then what is good to know."""
    return sorted(findings, key=lambda finding: (not finding.blocks, finding.is_note))
