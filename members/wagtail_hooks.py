"""What the members add to the editors' desk."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from members import leaving
from members.enums import Actor
from members.modeladmin import PeopleGroup
from members.models import Member, User

modeladmin_register(PeopleGroup)


@hooks.register("before_delete_user")
def erase_the_member(request: HttpRequest, user: User) -> HttpResponse | None:
    """Deleting a user who is a member is erasing them; what is left of staff is then deleted."""
    if request.method != "POST":
        return None
    _leave([user])
    if User.objects.filter(pk=user.pk).exists():
        return None
    messages.success(request, "The member is erased.")
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def erase_members(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> HttpResponse | None:
    """The same for many; “all” would mean every member, so it is refused."""
    users = [chosen for chosen in objects if isinstance(chosen, User)]
    if not users:
        return None
    if "all" in request.GET.getlist("id"):
        messages.error(request, "Choose people one by one: “all” would include every member.")
        return redirect("wagtailusers_users:index")
    if action_type == "delete":
        _leave(users)
    return None


def _leave(users: Iterable[User]) -> None:
    for member in Member.objects.select_related("user").filter(user__in=users):
        leaving.leave(member, source="editors’ desk", actor=Actor.STAFF)
