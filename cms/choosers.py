"""Wagtail's choosers without their inline script, which the policy for browsers refuses."""

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

SCRIPT = re.compile(r"<script>(?:new )?(\w+)\((.*)\);</script>\Z", re.DOTALL)
"""What `BaseChooser.render` ends with: the name of a function and its arguments, as JSON."""

_render = BaseChooser.render


def render(self: BaseChooser, *args: Any, **kwargs: Any) -> SafeString:
    """The chooser, with what `static/js/admin/starter.js` reads in the script's place."""
    html = _render(self, *args, **kwargs)
    return mark_safe(SCRIPT.sub(_described, html))  # noqa: S308 - Wagtail's own, and escaped below


def _described(script: re.Match[str]) -> str:
    return format_html(
        '<template data-controller="starter" data-starter-call-value="{}"'
        ' data-starter-with-value="[{}]"></template>',
        *script.groups(),
    )


def start_without_scripts() -> None:
    """Let every chooser of the admin be started by the site's own file."""
    BaseChooser.render = render
