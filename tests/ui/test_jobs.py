import threading

import pytest

from ui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.stop()


def refuse(error):
    raise error


def test_the_answer_comes_back_in_the_screens_thread(jobs, qtbot):
    told = []
    with qtbot.waitSignal(jobs.idle):
        jobs.submit("a", threading.get_ident, lambda there: told.append((there, threading.get_ident())), refuse)
    (there, here) = told[0]
    assert here == threading.get_ident() != there


def test_of_a_topic_only_the_newest_answer_is_delivered(jobs, qtbot):
    begun, go_on, told = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        go_on.wait()
        return "old"

    jobs.submit("paper", slow, told.append, refuse)
    begun.wait()
    jobs.submit("paper", lambda: "never begun", told.append, refuse)
    jobs.submit("other", lambda: "other", told.append, refuse)
    with qtbot.waitSignal(jobs.idle):
        jobs.submit("paper", lambda: "new", told.append, refuse)
        go_on.set()
    assert told == ["other", "new"]


def test_an_exception_is_handed_over_and_work_goes_on(jobs, qtbot):
    told, failed = [], []
    with qtbot.waitSignal(jobs.idle):
        jobs.submit("a", lambda: 1 / 0, told.append, failed.append)
        jobs.submit("b", lambda: "b", told.append, refuse)
    assert told == ["b"]
    assert isinstance(failed[0], ZeroDivisionError)


def test_what_was_forgotten_is_not_delivered(jobs, qtbot):
    begun, go_on, told = threading.Event(), threading.Event(), []
    jobs.submit("a", lambda: (begun.set(), go_on.wait()), told.append, refuse)
    begun.wait()
    jobs.forget()
    assert not jobs.busy
    with qtbot.waitSignal(jobs.idle):
        jobs.submit("b", lambda: "b", told.append, refuse)
        go_on.set()
    assert told == ["b"]
