"""A page as its readers see it: plain things for the components, in the order of reading."""

from library.reading.record import of_record
from library.reading.work import of_question, of_work

__all__ = ["of_question", "of_record", "of_work"]
