"""Anybody who can sign in; the e-mail address is the name."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from mail.addresses import normalise


class UserManager(BaseUserManager["User"]):
    """Makes users; the address is stored in one normal form."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=normalise(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise(username or ""))


class User(AbstractUser):
    """A person with an address. Members have no password; staff have one."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    subject = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="Stands for the person in records that outlive the account.",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.email
