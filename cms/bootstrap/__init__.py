"""A site that can be worked on: its tree, its first words, who may do what.

Run at each start and after each update. What is missing is made; what editors changed stays.
First words and menus are given once, with the home page; a section is known by its page type,
a group by its name, so both may be renamed only in the ways `docs/editors.md` says.
"""

from collections.abc import Callable

from django.db import transaction

from cms.bootstrap import newsletter, rights, tree, words
from taxonomy import vocabularies


@transaction.atomic
def run(say: Callable[[str], object], *, renew_rights: bool = False) -> None:
    """Make what is missing, and say in a line each what was made."""
    vocabularies.load()
    is_first = not tree.has_home()
    home = tree.ensure_home(say)
    sections = tree.ensure_sections(home, say)
    newsletter.ensure(say)
    if is_first:
        words.write(home, say)
    rights.ensure(home, is_first=is_first, renew=renew_rights, new_sections=sections, say=say)
