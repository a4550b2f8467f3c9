"""What readers are told where clicks are counted."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import get_text_list

from newsletters.models import Newsletter


def declaration() -> SafeString:
    """Which newsletters count, what is counted, and that it is nobody; "" where none does."""
    names = list(Newsletter.objects.filter(counts_clicks=True).values_list("name", flat=True))
    if not names:
        return SafeString("")
    return render_to_string("newsletters/counted.html", {"names": get_text_list(names, "and")})
