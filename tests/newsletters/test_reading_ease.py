"""How hard an edition is to read: counted as Flesch did, and said so that an editor can act."""

import time

import pytest

from newsletters.reading_ease import ENOUGH, ease, syllables

PLAIN = "The school has one adult who knows. A child can talk to her at any time of the day. "
HARD = (
    "Multidisciplinary safeguarding arrangements necessitate comprehensive organisational "
    "collaboration regarding responsibilities. "
)
GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, "
    "conceived in Liberty, and dedicated to the proposition that all men are created equal. Now we "
    "are engaged in a great civil war, testing whether that nation, or any nation so conceived and "
    "so dedicated, can long endure. We are met on a great battle-field of that war. We have come "
    "to dedicate a portion of that field, as a final resting place for those who here gave their "
    "lives that that nation might live. It is altogether fitting and proper that we should do this."
)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *[("a", 1), ("prison", 2), ("school", 1), ("whole", 1), ("little", 2), ("people", 2)],
        *[("policy", 3), ("education", 4), ("asked", 1), ("visited", 3), ("nurses", 2)],
        *[("safeguarding", 3), ("responsibilities", 6), ("multidisciplinary", 7)],
        *[("children’s", 2), ("battle-field", 3), ("MAPPA", 2), ("7", 1)],
    ],
)
def test_syllables_are_counted_as_they_are_heard(word, number):
    assert syllables(word) == number


def test_a_text_of_which_the_ease_is_known_comes_to_it():
    assert ease([GETTYSBURG]).score == pytest.approx(65, abs=4)


def test_plain_words_are_not_hard_and_name_no_sentence():
    found = ease([PLAIN * 8])

    assert found.score > 90
    assert not found.is_hard
    assert not found.hardest


def test_hard_words_are_compared_and_the_hardest_sentences_named_first():
    harder = HARD.replace("collaboration", "interdisciplinarity")
    found = ease([PLAIN * 3, HARD * 12, harder])

    assert found.is_hard
    assert found.like == "a scientific paper"
    assert found.hardest[0] == harder.strip()
    assert len(found.hardest) <= 3


def test_the_comparison_follows_the_steps():
    found = ease([PLAIN * 6, HARD * 4])

    assert 30 <= found.score < 50
    assert found.like == "an academic article"


def test_of_too_few_words_nothing_is_said():
    words = HARD.split()

    assert ease([HARD]) is None
    assert ease([]) is None
    assert ease([" ".join((words * 20)[: ENOUGH - 1])]) is None
    assert ease([" ".join((words * 20)[:ENOUGH])])


def test_addresses_are_not_read_and_shortened_words_end_no_sentence():
    line = "She reads it at https://example.org/a.b?c=D. Then Dr. Smith writes to ada@example.org. "
    plain = "She reads it at. Then Dr Smith writes to. "

    assert ease([line * 15]) == ease([plain * 15])


def test_a_long_edition_is_read_in_a_moment():
    lines = [PLAIN, HARD] * 200
    ease(lines)

    begun = time.perf_counter()
    ease(lines)

    assert time.perf_counter() - begun < 0.5
