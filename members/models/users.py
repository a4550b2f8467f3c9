"""Anybody who can sign in; the e-mail address is the name."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from members.fields import AddressField

if TYPE_CHECKING:
    from members.models.members import Member


class UserManager(BaseUserManager["User"]):
    """Makes users known by their address. Without a password nobody signs in by password."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing] # Wagtail has no types
    """A person with an address. Members have no password; staff have one."""

    username = None  # type: ignore[assignment]
    email = AddressField(
        "e-mail address",
        unique=True,
        error_messages={"unique": "Somebody with this e-mail address is there already."},
    )
    subject = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="Stands for the person in records that outlive the account.",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        member: Member

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def has_password(self) -> bool:
        """Whether any password at all would let them in; Django calls an empty one usable."""
        return bool(self.password) and self.has_usable_password()

    @property
    def works_here(self) -> bool:
        """Whether the editors' desk is open to them, so that a code by e-mail is not enough."""
        return (
            self.is_staff
            or self.is_superuser
            or self.has_password
            or self.has_perm("wagtailadmin.access_admin")
        )
