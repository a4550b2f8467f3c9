"""Members: professionals who asked for the newsletter."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from members.enums import Frequency, LetterFormat
from members.querysets import MemberQuerySet


class Member(models.Model):
    """What a member told us about their work. Never about their family."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    sectors = models.ManyToManyField("taxonomy.Sector", related_name="+", blank=True)
    topics = models.ManyToManyField("taxonomy.Topic", related_name="+", blank=True)
    role = models.ForeignKey(
        "taxonomy.Role", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    area = models.ForeignKey(
        "taxonomy.Area", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.EVERY)
    letter_format = models.CharField(
        "form of the letters", max_length=10, choices=LetterFormat, default=LetterFormat.HTML
    )
    paused_until = models.DateField(
        null=True, blank=True, help_text="From that day newsletters come again."
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["-joined_at"]
        default_permissions = ["view", "delete"]

    def __str__(self) -> str:
        return f"Member {self.pk}"

    @property
    def address(self) -> str:
        """Where letters go."""
        return self.user.email

    @property
    def masked_address(self) -> str:
        """Enough for its owner to know it by, such as "a…@example.org"."""
        name, _, host = self.user.email.rpartition("@")
        return f"{name[:1] if len(name) > 1 else ''}…@{host}"

    @property
    def is_paused(self) -> bool:
        """Whether the day has yet to come from which newsletters come again."""
        return self.paused_until is not None and self.paused_until > timezone.localdate()

    @property
    def subject(self) -> UUID:
        """The number under which the consent is kept."""
        return self.user.subject
