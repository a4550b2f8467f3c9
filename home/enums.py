"""What a page about a place is made of."""

from django.db.models import TextChoices


class Shelf(TextChoices):
    """What there may be for a place, in the order of its page."""

    PROTOCOLS = "protocols", "Strategy or protocol"
    SERVICES = "services", "Services"
    TRAINING = "training", "Training"
    EXAMPLES = "examples", "What others did here"
    REST = "rest", "Also about this place"

    def counted(self, number: int) -> str:
        """How many, in words."""
        one, more = _WORDS[self]
        return f"{number} {one if number == 1 else more}"


_WORDS = {
    Shelf.PROTOCOLS: ("protocol", "protocols"),
    Shelf.SERVICES: ("service", "services"),
    Shelf.TRAINING: ("event", "events"),
    Shelf.EXAMPLES: ("example", "examples"),
    Shelf.REST: ("other item", "other items"),
}
