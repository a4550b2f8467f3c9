from mail.models.deliveries import Attempt, Batch, Delivery
from mail.models.mailings import Letter, Mailing
from mail.models.rates import RateBucket
from mail.models.receipts import Receipt
from mail.models.suppressions import Lifting, Suppression

__all__ = [
    "Attempt",
    "Batch",
    "Delivery",
    "Letter",
    "Lifting",
    "Mailing",
    "RateBucket",
    "Receipt",
    "Suppression",
]
