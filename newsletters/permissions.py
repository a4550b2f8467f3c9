"""Who may see the newsletter desk, and who may send."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from members.models import User
from newsletters.models import Dispatch, NewsletterPage
from newsletters.querysets import DispatchQuerySet

APPROVE = "newsletters.approve_edition"

Visitor = User | AnonymousUser


def may_approve(user: Visitor) -> bool:
    """Whether they may let an edition go out, pause it or stop it."""
    return user.has_perm(APPROVE)


def may_configure(user: Visitor) -> bool:
    """Whether they may change a newsletter's rhythm and sender."""
    return user.has_perm("newsletters.change_newsletter")


def require_approver(user: Visitor) -> User:
    """The user, if they may approve; everybody else is refused."""
    if not isinstance(user, User) or not may_approve(user):
        raise PermissionDenied
    return user


def dispatches_for(user: Visitor) -> DispatchQuerySet:
    """Those whose edition they may edit or publish; all, for those who approve."""
    if may_approve(user):
        return Dispatch.objects.all()
    return Dispatch.objects.filter(edition__in=_pages_of(user).values("pk"))


def archives_for(user: Visitor) -> PageQuerySet:
    """The newsletters they work on."""
    if may_approve(user):
        return NewsletterPage.objects.all()
    return NewsletterPage.objects.filter(pk__in=_pages_of(user).values("pk"))


def works_on_newsletters(user: Visitor) -> bool:
    """Whether the newsletter desk is any business of theirs."""
    return may_approve(user) or archives_for(user).exists()


def _pages_of(user: Visitor) -> PageQuerySet:
    policy = PagePermissionPolicy(Page)
    return policy.instances_user_has_any_permission_for(user, {"change", "publish"})
