"""Who may do what at the editors' desk. `docs/editors.md` has the same table in words.

A group gets its rights when it is made. Later an administrator's changes stay, except that a
section made by an update is opened to the groups that work in such sections.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import HomePage

EVERYWHERE = "home.homepage"
LIBRARY = "library.libraryindexpage"
EVENTS = "events.eventindexpage"
NEWSLETTERS = "newsletters.newsletterindexpage"

WRITE_OWN = ("add_page",)
EDIT_ALL = ("add_page", "change_page", "lock_page", "unlock_page")
PUBLISH_ALL = (*EDIT_ALL, "publish_page", "bulk_delete_page")

BRING = (
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)
KEEP = (*BRING, "wagtailimages.change_image", "wagtaildocs.change_document")

ORGANISATIONS = ("content.add_organisation", "content.change_organisation")
POST_OFFICE = tuple(
    f"mail.view_{table}" for table in ("mailing", "delivery", "attempt", "receipt", "suppression")
)
MEMBERS = ("members.view_member", "members.delete_member", "members.view_consentevent")
SAME_WORDS = tuple(f"taxonomy.{action}_samewords" for action in ("add", "change", "delete", "view"))
MISSED_SEARCHES = ("library.view_missedsearch",)
STATISTICS = (
    *(f"library.{action}_keystatistic" for action in ("add", "change", "publish", "view")),
    *(f"library.{action}_reference" for action in ("add", "change", "view")),
    *(f"library.{action}_glossaryterm" for action in ("add", "change", "view")),
)
OWNERS = ("library.view_servicecheck", "library.view_servicecorrection")
FEEDBACK = ("content.view_feedback", "content.delete_feedback")
LINKS = ("content.view_link", "content.change_link")
SITE_WORDS = ("content.change_siteidentity", "content.change_navigation")
OF_EDITORS = (
    *ORGANISATIONS,
    *SITE_WORDS,
    *SAME_WORDS,
    *MISSED_SEARCHES,
    *FEEDBACK,
    *LINKS,
    *OWNERS,
    *STATISTICS,
)


@dataclass(frozen=True)
class Rights:
    """What a group may do, besides entering."""

    pages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each kind of section, the rights on it and on all below it."""
    files: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def _vocabularies() -> tuple[str, ...]:
    return tuple(
        f"taxonomy.{action}_{model._meta.model_name}"
        for model in apps.get_app_config("taxonomy").get_models()
        if hasattr(model, "is_retired")
        for action in ("add", "change", "delete", "view")
    )


def table() -> dict[str, Rights]:
    """Every group with its rights."""
    return {
        "Authors": Rights(pages={EVERYWHERE: WRITE_OWN}, files=BRING),
        "Editors": Rights(
            pages={EVERYWHERE: EDIT_ALL, LIBRARY: ("publish_page",), EVENTS: ("publish_page",)},
            files=KEEP,
            rows=OF_EDITORS,
        ),
        "Publishers": Rights(
            pages={EVERYWHERE: PUBLISH_ALL},
            files=KEEP,
            rows=(
                *OF_EDITORS,
                *(
                    f"library.delete_{model}"
                    for model in ("keystatistic", "reference", "glossaryterm")
                ),
                *_all_of("wagtailredirects.redirect"),
            ),
        ),
        "Newsletter senders": Rights(
            pages={NEWSLETTERS: (*EDIT_ALL, "publish_page")},
            files=BRING,
            rows=(
                "newsletters.approve_edition",
                "newsletters.view_newsletter",
                "newsletters.change_newsletter",
                *POST_OFFICE,
                "mail.control_mailing",
                "mail.lift_suppression",
            ),
        ),
        "Directory managers": Rights(
            files=BRING, rows=(*_all_of("content.organisation"), *_vocabularies(), *SAME_WORDS)
        ),
        "Helpline": Rights(rows=("content.view_organisation", *MEMBERS)),
    }


def ensure(
    home: HomePage,
    *,
    is_first: bool,
    renew: bool,
    new_sections: Iterable[Page],
    say: Callable[[str], object],
) -> None:
    """Make the groups that are missing; give all of them their rights anew only if asked to."""
    if is_first:
        # Wagtail comes with two groups of its own, whose rights are not ours.
        Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    new_kinds = {section._meta.label_lower for section in new_sections}
    for name, rights in table().items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new or renew:
            _clear(group)
            _give_rows(group, rights)
            _give_files(group, rights)
            _give_pages(group, rights.pages)
            say(f"Group: {name}")
        else:
            _give_pages(group, {kind: rights.pages.get(kind, ()) for kind in new_kinds})
    if is_first:
        _set_workflow(Group.objects.get(name="Publishers"), home)
        say("Workflow: Publishers")


def _all_of(label: str) -> tuple[str, ...]:
    app, model = label.split(".")
    return tuple(f"{app}.{action}_{model}" for action in ("add", "change", "delete", "view"))


def _permission(label: str) -> Permission:
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _clear(group: Group) -> None:
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()


def _give_rows(group: Group, rights: Rights) -> None:
    labels = ("wagtailadmin.access_admin", *rights.rows)
    group.permissions.add(*(_permission(label) for label in labels))


def _give_files(group: Group, rights: Rights) -> None:
    root = Collection.get_first_root_node()
    for label in rights.files:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(label)
        )


def _give_pages(group: Group, pages: dict[str, tuple[str, ...]]) -> None:
    for kind, codenames in pages.items():
        for section in apps.get_model(kind).objects.all():
            for codename in codenames:
                GroupPagePermission.objects.get_or_create(
                    group=group, page=section, permission=_permission(f"wagtailcore.{codename}")
                )


def _set_workflow(publishers: Group, home: HomePage) -> None:
    """What authors and editors submit goes to the publishers; Wagtail's own workflow goes."""
    WorkflowPage.objects.all().delete()
    Workflow.objects.all().delete()
    GroupApprovalTask.objects.all().delete()
    task = GroupApprovalTask.objects.create(name="A publisher looks at it")
    task.groups.add(publishers)
    workflow = Workflow.objects.create(name="Publishers")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home)
