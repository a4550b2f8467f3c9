"""The server that browsers are given within a test's transaction."""

import threading
import time

from tests.live import OneAtATime


class Slow:
    """An application that is at work until it is let go, also while its answer is closed."""

    def __init__(self):
        self.asked, self.go_on = threading.Event(), threading.Event()
        self.done = 0

    def __call__(self, _environ, _start_response):
        self.asked.set()
        self.go_on.wait(timeout=20)
        return self

    def __iter__(self):
        return iter([b"late"])

    def close(self):
        self.done += 1


def test_the_end_waits_for_the_answer_being_made_and_allows_no_other():
    slow, statuses, answers = Slow(), [], []
    server = OneAtATime(slow)
    running = threading.Thread(target=lambda: answers.append(server({}, None)))
    running.start()
    assert slow.asked.wait(timeout=20)

    ending = threading.Thread(target=server.end)
    ending.start()
    time.sleep(0.05)  # time enough to end, for one that would not wait
    assert ending.is_alive()
    slow.go_on.set()
    ending.join(timeout=20)
    running.join(timeout=20)

    assert slow.done == 1
    assert answers == [[b"late"]]
    assert server({}, lambda status, _headers: statuses.append(status)) == [b""]
    assert statuses == ["503 Service Unavailable"]
    assert slow.done == 1
