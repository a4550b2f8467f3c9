"""Terms for many items at once: added or taken away, each with its version and log."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from library.models.base import LibraryPage
from taxonomy.models import Area
from taxonomy.widgets import AreaChecks, TermChecks

FIELDS = ("topics", "sectors", "roles", "stages", "ages", "areas", "flags")
Chosen = Mapping[str, Iterable[models.Model]]


def tag(page: LibraryPage, chosen: Chosen, *, by: Any, take_away: bool = False) -> bool:
    """Give the item these terms, or take them away; whether that changed anything.

    It goes live if all of the item was live before and this person may publish; else it waits as a
    draft with what others have begun. What could not be published stays as it was.
    """
    latest: LibraryPage = page.get_latest_revision_as_object()
    changed = False
    for field, terms in chosen.items():
        had = set(getattr(latest, field).all())
        wanted = had - set(terms) if take_away else had | set(terms)
        if wanted != had:
            setattr(latest, field, sorted(wanted, key=lambda term: term.pk))
            changed = True
    if changed:
        publishes = page.live and not page.has_unpublished_changes
        with transaction.atomic():
            revision = latest.save_revision(user=by, log_action=True, clean=False)
            if publishes and page.permissions_for_user(by).can_publish():
                revision.publish(user=by)
    return changed


class TermsForm(forms.Form):
    """What is done with which terms."""

    take_away = forms.ChoiceField(
        label="What to do",
        choices=[("", "Add these terms"), ("yes", "Take these terms away")],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            field: Any = LibraryPage._meta.get_field(name)
            terms = field.related_model._default_manager
            self.fields[name] = forms.ModelMultipleChoiceField(
                terms.select_related("parent") if field.related_model is Area else terms.all(),
                label=str(field.verbose_name).capitalize(),
                required=False,
                widget=AreaChecks if field.related_model is Area else TermChecks,
            )

    @property
    def chosen(self) -> dict[str, list[models.Model]]:
        """The terms by the field of an item."""
        return {name: list(self.cleaned_data[name]) for name in FIELDS if self.cleaned_data[name]}

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in FIELDS):
            raise forms.ValidationError("Choose at least one term.")
        return cleaned


class TermsBulkAction(PageBulkAction):
    """In lists of pages: terms for all that are ticked."""

    display_name = "Terms"
    action_type = "terms"
    aria_label = "Add or take away terms of the selected items"
    template_name = "library/admin/bulk_terms.html"
    action_priority = 5
    form_class = TermsForm
    refused: list[str]

    def check_perm(self, page: Page) -> bool:
        """Items of the library alone, and only those that this person may change."""
        item = page.specific_deferred
        rights = page.permissions_for_user(self.request.user)
        return isinstance(item, LibraryPage) and rights.can_edit() and not rights.page_locked()

    def get_execution_context(self) -> dict[str, Any]:
        self.refused = []
        return super().get_execution_context() | {
            "chosen": self.cleaned_form.chosen,
            "take_away": bool(self.cleaned_form.cleaned_data["take_away"]),
            "refused": self.refused,
        }

    @classmethod
    def execute_action(cls, objects: Iterable[Page], **known: Any) -> tuple[int, int]:
        """Each for itself: one that cannot do without a term keeps it."""
        changed = 0
        for page in objects:
            try:
                changed += tag(
                    page.specific,
                    known["chosen"],
                    by=known["user"],
                    take_away=known["take_away"],
                )
            except ValidationError as error:
                known["refused"].append(f"{page.title}: {' '.join(error.messages)}")
        return changed, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        items = "item has" if num_parent_objects == 1 else "items have"
        words = f"{num_parent_objects} {items} been changed."
        return " ".join([words, *(f"Left as it was: {it}" for it in self.refused)])
