"""A record as its page shows it: plain things for the components, in the order of reading."""

from library.reading.record import of_record

__all__ = ["of_record"]
