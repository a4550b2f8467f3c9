from mail import reasons
from mail.planning import DUPLICATE
from newsletters.enums import Exclusion


def test_newsletters_has_its_reasons_told_in_its_own_words():
    told = reasons.in_words({Exclusion.UNCONFIRMED: 12, Exclusion.MONTHLY: 3})

    assert told == [
        ("Membership not confirmed, or closed", 12),
        ("Asked for one a month at most, and had it", 3),
    ]


def test_the_post_offices_own_words_stay():
    reasons.register([(DUPLICATE, "Something else")])

    assert reasons.in_words({DUPLICATE: 1}) == [
        ("Had one in another group, or shares an address", 1)
    ]


def test_a_reason_that_nobody_knows_any_more_is_told_as_it_was_kept():
    assert reasons.in_words({"too_late": 1}) == [("too late", 1)]
