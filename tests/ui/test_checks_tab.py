"""The tab Checks: findings by severity, to the field by a click, set aside with a reason, source on demand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hcplanner.actions.examples import load_example
from hcplanner.actions.preferences import profile_file, save_settings
from hcplanner.settings import Settings
from ui.parts.row import FieldRow

# The screenless platform says this of every dialog.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True)


@pytest.fixture
def tab(window, qtbot):
    """The tab over the index case, its checks done."""
    window.show_case(load_example("index-case"))
    window.do_show_checks()
    settled(window, qtbot)
    return window.view.checks


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.view._check_timer.isActive() and not window.jobs.busy, timeout=30_000)


def names(tab):
    return [card.weighed.finding.id for card in tab.cards]


def card(tab, name):
    return next(one for one in tab.cards if one.weighed.finding.id == name)


def gives(reason, who="Dr EXAMPLE"):
    """Answers the question for the reason."""

    def answer(dialog):
        assert not dialog.accept_button.isEnabled() or dialog.reason.toPlainText()
        dialog.reason.setPlainText(reason)
        dialog.who.setText(who)
        assert dialog.accept_button.isEnabled() == bool(reason.strip() and who.strip())
        (dialog.accept_button.click if dialog.accept_button.isEnabled() else dialog.reject)()

    return answer


def test_findings_stand_by_severity_and_are_counted(tab, window):
    severities = [one.weighed.finding.severity.value for one in tab.cards]
    assert severities == sorted(severities, key=["critical", "caution", "info"].index)
    assert tab.summary.text() == "2 critical · 5 caution"
    assert window.view.side.tabText(1) == "Checks (7)"
    assert "Evidence pack 1" in tab.rules.text()


def test_a_click_or_enter_goes_to_the_field(tab, window):
    wanted = card(tab, "child_view_missing")
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
    assert window.view.contents.current == "consent"
    tab.take_focus("alignment_not_measured")
    QTest.keyClick(card(tab, "alignment_not_measured"), Qt.Key.Key_Return)
    assert window.view.contents.current == "imaging"


def test_arrows_move_between_the_findings(tab, window):
    tab.take_focus()
    QTest.keyClick(tab.cards[0], Qt.Key.Key_Down)
    assert window.focusWidget() is tab.cards[1]
    QTest.keyClick(tab.cards[1], Qt.Key.Key_Up)
    QTest.keyClick(tab.cards[0], Qt.Key.Key_Up)
    assert window.focusWidget() is tab.cards[0]


def test_source_and_limits_are_shown_on_demand(tab):
    shown = card(tab, "fop_signs")
    assert all(label.isHidden() for label in shown.details)
    shown.more.click()
    told = " ".join(label.text() for label in shown.details if not label.isHidden())
    assert "Kitterman 2005" in told
    assert "Limits:" in told
    shown.more.click()
    assert all(label.isHidden() for label in shown.details)


def test_a_finding_is_set_aside_shown_quietly_and_taken_back(tab, window, qtbot, answering):
    window.memory.signed("Dr EXAMPLE", "consultant")
    asked = []

    def answer(dialog):
        asked.append(dialog.who.text())
        gives("Sedated for transfer")(dialog)

    answering(answer)
    card(tab, "baseline_power_missing").aside.click()
    assert asked == ["Dr EXAMPLE (consultant)"]
    settled(window, qtbot)
    (given,) = window.view.open_case.case.answers
    assert (given.finding, given.reason) == ("baseline_power_missing", "Sedated for transfer")
    assert names(tab)[-1] == "baseline_power_missing"
    quiet = tab.cards[-1]
    assert quiet.quiet
    assert quiet.message.isHidden()
    assert "Sedated for transfer" in quiet.accessibleDescription()
    assert window.view.side.tabText(1) == "Checks (6)"
    quiet.withdraw.click()
    settled(window, qtbot)
    assert window.view.open_case.case.answers == ()
    assert names(tab)[0] == "baseline_power_missing"
    window.do_undo()
    assert len(window.view.open_case.case.answers) == 1


@pytest.mark.parametrize(("reason", "who"), [("", "Dr EXAMPLE"), ("because", " ")])
def test_without_a_reason_and_a_name_nothing_is_set_aside(tab, window, answering, reason, who):
    answering(gives(reason, who))
    tab.cards[0].aside.click()
    assert window.view.open_case.case.answers == ()


def test_an_answer_whose_facts_have_changed_is_marked(tab, window, qtbot, answering):
    answering(gives("Toes are normal"))
    card(tab, "fop_signs").aside.click()
    settled(window, qtbot)
    lesion = window.view.open_case.case.imaging.lesions[0].id
    window.view.open_case.set(f"imaging.lesions[{lesion}].density", "ossified")
    settled(window, qtbot)
    marked = card(tab, "fop_signs")
    assert marked.accessibleDescription().startswith("The facts have changed since Dr EXAMPLE set this aside")
    assert not marked.message.isHidden()
    assert tab.cards.index(marked) < 2


def test_a_finding_that_stays_keeps_its_card_and_what_was_unfolded(tab, window, qtbot):
    shown = card(tab, "fop_signs")
    shown.more.click()
    window.view.open_case.set("patient.surname", "OTHER")
    settled(window, qtbot)
    assert card(tab, "fop_signs") is shown
    assert not shown.details[0].isHidden()
    height = shown.heightForWidth(shown.width())
    qtbot.waitUntil(lambda: shown.height() >= height)


def test_a_profile_that_cannot_be_followed_is_told_once_and_everything_goes_on(window, qtbot, answering):
    save_settings(Settings())
    path = profile_file(Settings())
    path.write_text('{"checks": {"no_such_check": "off"}}')
    said = answering(lambda dialog: dialog.accept())
    window.show_case(load_example("index-case"))
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert "no_such_check" in said[0]
    settled(window, qtbot)
    assert len(window.view.checks.cards) == 7
    window.view.refresh()
    settled(window, qtbot)


def test_a_profile_decides_which_checks_are_shown(window, qtbot):
    save_settings(Settings())
    profile_file(Settings()).write_text('{"evidence": false, "checks": {"child_view_missing": "off"}}')
    window.show_case(load_example("index-case"))
    settled(window, qtbot)
    assert names(window.view.checks) == ["baseline_power_missing", "consent_incomplete"]
    assert "switched off here" in window.view.checks.rules.text()


def rows(window, name):
    return {row.path(): row for row in window.view.show_page(name).findChildren(FieldRow)}


def came_to(window):
    """The field that the keyboard is in, once the screenless platform has noticed."""
    window.activateWindow()
    return window.view.stack.currentWidget()._at


def flagged(row):
    return row._flag is not None and not row._flag.isHidden()


def test_nothing_is_marked_before_its_field_was_left(window, qtbot):
    """A field nobody came to yet stays as it is; the contents count the finding all the same."""
    window.do_new()
    case = window.view.open_case
    case.set("plan.operation.procedures", ["laminoplasty"])
    case.set("plan.operation.approach", "posterior")
    window.view.show_page("plan")
    settled(window, qtbot)
    assert "level_check_plan_missing" in names(window.view.checks)
    row = rows(window, "plan")["plan.level_check.count_from"]
    assert not flagged(row)
    window.view.go_to("plan.level_check.count_from")
    qtbot.waitUntil(lambda: came_to(window) is row)
    assert not flagged(row)
    QTest.keyClick(row.first_input(), Qt.Key.Key_Tab)
    assert not row.isAncestorOf(window.focusWidget())
    assert flagged(row)
    assert row._flag.toolTip() == "No complete plan for proving the level in theatre"


def test_a_recorded_field_is_marked_and_its_mark_shows_the_finding(window, qtbot):
    window.do_new()
    case = window.view.open_case
    case.set("plan.laminoplasty.technique", "open_door")
    case.set("plan.laminoplasty.open_side", "left")
    case.set("plan.laminoplasty.hinge_side", "left")
    settled(window, qtbot)
    row = rows(window, "plan")["plan.laminoplasty.hinge_side"]
    assert flagged(row)
    row._flag.click()
    assert window.view.side.currentWidget() is window.view.checks
    assert window.focusWidget() is card(window.view.checks, "hinge_is_open_side")
    case.set("plan.laminoplasty.hinge_side", "right")
    settled(window, qtbot)
    assert not flagged(row)
