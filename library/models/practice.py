"""Practice examples: what a service has done."""

from library.enums import Kind
from library.models.records import PracticeRecord


class PracticeExamplePage(PracticeRecord):  # type: ignore[django-manager-missing]
    """One piece of practice that others could learn from, whether it worked or not."""

    kinds = (Kind.PRACTICE_EXAMPLE, Kind.SERVICE_MODEL, Kind.DID_NOT_WORK)

    class Meta:
        verbose_name = "practice example"
