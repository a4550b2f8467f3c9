"""Views that their reader can leave at once, as pages can (`BasePage.way_out`)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.models.base import leave_no_copy


def render_with_way_out(
    request: HttpRequest, template: str, context: dict[str, Any], *, way_out: str
) -> HttpResponse:
    """The page with “Exit this page”, and kept nowhere; as usual if `way_out` is empty."""
    response = render(request, template, context | {"leads_out_to": way_out})
    if way_out:
        leave_no_copy(response)
    return response
