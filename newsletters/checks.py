"""A page kind that names no section of a newsletter would never be news: say so at the start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from newsletters.enums import Section
from newsletters.harvesting import listable_types


@register()
def check_sections(**options: Any) -> list[CheckMessage]:
    """Each kind of page that may be news belongs to a section there is."""
    return [
        Error(
            f"{model.__name__}.news_section is “{model.news_section}”.",
            hint=f"Choose one of {', '.join(Section.values)}.",
            obj=model,
            id="newsletters.E001",
        )
        for model in listable_types()
        if model.news_section not in Section.values
    ]
