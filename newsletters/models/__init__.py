from newsletters.models.clicks import ItemClicks
from newsletters.models.dispatches import Dispatch
from newsletters.models.editions import EditionPage, NewsletterIndexPage, NewsletterPage
from newsletters.models.newsletters import Newsletter
from newsletters.models.subscriptions import Subscription

__all__ = [
    "Dispatch",
    "EditionPage",
    "ItemClicks",
    "Newsletter",
    "NewsletterIndexPage",
    "NewsletterPage",
    "Subscription",
]
