"""What is done outside a request."""

from celery import shared_task

from content import link_checking


@shared_task(name=link_checking.TASK, ignore_result=True, max_retries=0)
def check_links() -> None:
    """Ask some of the links that are due."""
    link_checking.run()
