"""One normal form for e-mail addresses, so that equal people are equal strings."""

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254
"""Characters of an address that can be delivered to (RFC 5321, erratum 1690)."""


def normalise(address: str) -> str:
    """Trim, lower the case, and write the domain in ASCII (IDNA 2008, RFC 5891).

    Dots and plus signs in the local part are kept: they are the owner's business.
    Raises ValidationError for what no provider could deliver to.
    """
    local, at, domain = address.strip().rpartition("@")
    try:
        ascii_domain = idna.encode(domain.lower(), uts46=True).decode() if domain else ""
        normal = f"{local.lower()}{at}{ascii_domain}"
        normal.encode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise ValidationError(
            "Enter an e-mail address with ordinary letters before the @, such as name@example.org."
        ) from error
    if len(normal) > LONGEST:
        raise ValidationError(f"Enter an e-mail address of at most {LONGEST} characters.")
    validate_email(normal)
    return normal
