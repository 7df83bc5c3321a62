"""The command line: one subcommand per action, one clear paragraph per error, and nothing that needs a screen."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from hcplanner import __version__, cli_doctor, cli_history, cli_keys, cli_merge
from hcplanner.errors import EXIT_BUG, CannotWrite, HcplannerError, UsageError, exit_codes
from hcplanner.i18n import LANGUAGES, Words

if TYPE_CHECKING:
    from hcplanner.actions.opening import Opened
    from hcplanner.actions.preferences import Profile

COMMANDS: Final = (
    "demo", "new", "show", "print", "documents", "reprint", "check", "verify", "fields", "isncsci",
    *cli_history.COMMANDS, *cli_merge.COMMANDS, *cli_keys.COMMANDS, *cli_doctor.COMMANDS,
)  # fmt: skip
_INTERRUPTED: Final = 130


class Outcome(NamedTuple):
    """How a command ended: its exit code, and a case that a window, where there is one, opens next."""

    code: int
    then_open: Path | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code."""
    return run(arguments).code


def run(arguments: Sequence[str] | None = None) -> Outcome:
    """The same, telling also which case to open in a window next."""
    _write_anything(sys.stdout, sys.stderr)
    try:
        asked = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], Path | None] = asked.command
        then_open = command(asked)
        if _out() is not None:
            sys.stdout.flush()
        return Outcome(0, then_open)
    except HcplannerError as error:
        _tell(error.told(_words()))
        return Outcome(error.exit_code)
    except BrokenPipeError:
        # The reader has what it wanted (`hcplanner fields | head`); nothing more can be said to it.
        _stop_writing()
        return Outcome(0)
    except OSError as error:
        told = CannotWrite(error.filename or "standard output", (error.strerror or "the system refused").lower())
        _tell(str(told))
        _stop_writing()
        return Outcome(told.exit_code)
    except KeyboardInterrupt:
        return Outcome(_INTERRUPTED)
    except SystemExit as ended:
        return Outcome(int(ended.code or 0))
    except Exception as fault:  # noqa: BLE001 - nobody in a hospital is helped by a traceback
        import traceback

        where = traceback.extract_tb(fault.__traceback__)[-1]
        _tell(
            f"A fault of the program ({type(fault).__name__} in {Path(where.filename).name}, line {where.lineno}). "
            "No file that was there before is lost. Please report it with the command that was typed."
        )
        return Outcome(EXIT_BUG)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"The command cannot be followed: {message}.")


def _parser() -> argparse.ArgumentParser:
    codes = "\n".join(f"  {code:3}  {meaning}" for code, meaning in exit_codes())
    parser = _Parser(
        prog="hcplanner",
        description="Plan and consent for a calcified mass compressing the cervical cord. "
        "Without a command it opens the window, on FILE if one is given.",
        epilog=f"exit codes:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"hcplanner {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def add(name: str, command: Callable[[argparse.Namespace], Path | None], told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told, allow_abbrev=False)
        made.set_defaults(command=command)
        return made

    demo = add("demo", _demo, "Write the sample cases and the index case's documents into a folder.")
    demo.add_argument("folder", nargs="?", type=_path, metavar="DIR", help="the folder (hcplanner-demo)")
    demo.add_argument("--no-window", action="store_true", help="do not open the sample case afterwards")
    new = add("new", _new, "Make a new case file; an existing file is never overwritten.")
    new.add_argument("file", type=_path, metavar="FILE")
    new.add_argument("--from", dest="data", type=_path, metavar="DATA.json", help="data in the shape of case.json")
    show = add("show", _show, "Show what a case file holds.")
    show.add_argument("file", type=_path, metavar="FILE")
    show_as = show.add_mutually_exclusive_group()
    show_as.add_argument("--json", action="store_true", help="case.json exactly as it stands in the file")
    show_as.add_argument("--revision", type=int, metavar="N", help="as it was saved as that revision")
    paper = add("print", _print, "Make the documents of a case as PDF, named STEM-NAME.pdf.")
    paper.add_argument("file", type=_path, metavar="FILE")
    paper.add_argument("--document", action="append", default=[], metavar="NAME", help="which one; may be repeated")
    paper.add_argument("--all", action="store_true", help="every document there is")
    kind = paper.add_mutually_exclusive_group()
    kind.add_argument("--final", action="store_true", help="as final, kept in FILE: refused while something is missing")
    kind.add_argument("--emergency", action="store_true", help="issued with its gaps, which are listed; kept in FILE")
    kind.add_argument("--revision", type=int, metavar="N", help="drafts of the case as it was saved as that revision")
    paper.add_argument("--to", type=_path, default=Path(), metavar="DIR", help="the folder, made if need be (here)")
    _add_paper_options(paper)
    text = add("text", _text, "Print a document of a case as plain text, in the words of its paper.")
    text.add_argument("file", type=_path, metavar="FILE")
    text.add_argument("name", metavar="NAME", help="which document, such as handover")
    made = add("documents", _documents, "List the documents issued from a case as final or in an emergency.")
    made.add_argument("file", type=_path, metavar="FILE")
    made.add_argument("--json", action="store_true")
    again = add("reprint", _reprint, "Write a document issued before, byte for byte as it was.")
    again.add_argument("file", type=_path, metavar="FILE")
    again.add_argument("number", type=int, metavar="N", help="its number in “hcplanner documents”")
    again.add_argument("--to", type=_path, default=Path(), metavar="DIR", help="the folder, made if need be (here)")
    _add_questions(add)
    cli_history.add_commands(add, _path, _opened)
    cli_merge.add_commands(add, _path, _opened)
    cli_doctor.add_commands(add)
    cli_keys.add_commands(add, _path)
    return parser


def _add_questions(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands that only answer."""
    check = add("check", _check, "Say what is missing or contradictory in a case.")
    check.add_argument("file", type=_path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    verify = add("verify", _verify, "Say whether a document or case file is whole, and what changed since.")
    told = "a PDF that this program made, a case file, or the text of a scanned code"
    verify.add_argument("file", metavar="FILE", help=told)
    verify.add_argument("--case", type=_path, metavar="FILE", help="the case file to hold a document against")
    fields = add("fields", _fields, "Print the data dictionary: every field of a case.")
    fields.add_argument("--json", action="store_true")
    isncsci = add("isncsci", _isncsci, "Classify examinations of the International Standards (ISNCSCI).")
    isncsci.add_argument("file", metavar="FILE", help="a JSON list of examinations; - reads standard input")
    form = isncsci.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the same list with the answers, laid out on many lines")
    form.add_argument("--explain", action="store_true", help="the answers in words, each step with its reason")


def _add_paper_options(parser: argparse.ArgumentParser) -> None:
    languages = tuple(LANGUAGES)
    parser.add_argument("--language", choices=languages, default="", help="of what a patient reads (the settings')")
    parser.add_argument("--beside", choices=languages, default="", help="the same in this language after it")
    parser.add_argument("--large-print", action="store_true", help="18 point type in what a patient reads")
    parser.add_argument(
        "--attach-case", action="store_true", help="also out of an encrypted case the case travels inside"
    )
    parser.add_argument("--page", choices=("a4", "letter"), default="", help="size of the paper (the settings')")


def _path(typed: str) -> Path:
    """A path as typed; an empty one is a slip (a variable without a value), not the folder one is in."""
    if not typed:
        raise argparse.ArgumentTypeError("an empty name")
    return Path(typed)


def _demo(asked: argparse.Namespace) -> Path | None:
    from hcplanner.actions import demo

    folder: Path = asked.folder or Path(demo.FOLDER)
    made = demo.write_demo(folder)
    for path in made.written:
        print(path)
    for path in made.kept:
        print(f"{path} (left as it is: not from this program, or changed since)")
    return None if asked.no_window else demo.index_case(folder)


def _new(asked: argparse.Namespace) -> None:
    from hcplanner.actions.creating import create

    saved = create(asked.file, _who(), asked.data, seal_for=cli_keys.seal_new(_profile(), _who()))
    print(asked.file)
    if saved.not_backed_up is not None:
        _tell(saved.not_backed_up.told(_words()))
    if asked.data is not None and not cli_keys.ring().closed:
        _opened(asked.file)


def _show(asked: argparse.Namespace) -> None:
    from hcplanner.actions import showing

    if asked.json:
        _raw(showing.case_json(asked.file, cli_keys.ring().secrets))
        return
    print(showing.case_text(_at_revision(_opened(asked.file), asked.revision).case, _words()))


def _print(asked: argparse.Namespace) -> None:
    from dataclasses import replace

    from hcplanner.actions import issuing, opening, pictures, printing
    from hcplanner.actions.paper_options import PaperOptions
    from hcplanner.actions.past import past_of
    from hcplanner.actions.preferences import issue as issue_of

    latest = _opened(asked.file)
    opened = _at_revision(latest, asked.revision)
    kind = printing.Kind.FINAL if asked.final else printing.Kind.EMERGENCY if asked.emergency else printing.Kind.DRAFT
    chosen = PaperOptions(language=asked.language, beside=asked.beside, large_print=asked.large_print, page=asked.page)
    usual = issue_of(kind, past=past_of(opened.source), paper=chosen, attach_case=True if asked.attach_case else None)
    usual = replace(usual, latest=latest.case.revision)
    issue, ours = opening.carrying(usual, opened.case, opened.source), _profile()
    known = [document.name for document in printing.documents(ours=ours)]
    names = known if asked.all else list(dict.fromkeys(asked.document)) or ["operative-plan"]
    if kind is printing.Kind.DRAFT:
        issue = replace(issue, pictures=pictures.contents(opened.case, opened.source.attachments))
        written = printing.export(opened.case, names, asked.to, asked.file.stem, issue, ours=ours)
    else:
        if opened.copy:
            raise CannotWrite(asked.file, "a document keeps no others; save the case it carries as a case file first")
        issued = issuing.issue(opened.source, names, issue, _who(), ours=ours)
        written = issuing.write_out(issued, asked.to, asked.file.stem)
    for path in written:
        print(path)


def _text(asked: argparse.Namespace) -> None:
    from hcplanner.actions import opening, texts
    from hcplanner.actions.past import past_of
    from hcplanner.actions.preferences import issue as issue_of
    from hcplanner.actions.printing import Kind

    opened = _opened(asked.file)
    issue = opening.carrying(issue_of(Kind.DRAFT, past=past_of(opened.source)), opened.case, opened.source)
    print(texts.document_text(opened.case, asked.name, issue, _profile()), end="")


def _documents(asked: argparse.Namespace) -> None:
    from hcplanner.actions import issuing

    opened = _opened(asked.file)
    if asked.json:
        _json(issuing.made_report(opened.source))
    else:
        print(issuing.made_text(opened.source, _words()))


def _reprint(asked: argparse.Namespace) -> None:
    from hcplanner.actions import issuing

    opened = _opened(asked.file)
    print(issuing.reprint(opened.source, asked.number, asked.to, asked.file.stem))


def _opened(path: Path) -> Opened:
    """The case in a file, after telling what the reader should know; the passphrase is asked for when one is needed."""
    from hcplanner.actions import opening

    opened = opening.open_file(path, _words(), cli_keys.ring().secrets)
    _notices(opened.notices)
    return opened


def _at_revision(opened: Opened, revision: int | None) -> Opened:
    """The case as it was saved as that revision; as it is without one."""
    if revision is None:
        return opened
    from hcplanner.actions import versions

    source = versions.source_at(opened.source, revision)
    return opened._replace(case=source.case, source=source, changed=False)


def _profile() -> Profile:
    """The institution's profile; one that cannot be followed is refused, never passed over."""
    from hcplanner.actions.preferences import load_profile

    return load_profile()


def _check(asked: argparse.Namespace) -> None:
    from hcplanner.actions import reporting
    from hcplanner.actions.clock import today
    from hcplanner.actions.past import past_of

    opened = _opened(asked.file)
    past = past_of(opened.source)
    if asked.json:
        _json(reporting.report(opened.case, _words(), _profile(), today(), past))
    else:
        print(reporting.report_text(opened.case, _words(), _profile(), today(), past))


def _verify(asked: argparse.Namespace) -> None:
    from hcplanner.actions import verifying

    secrets = cli_keys.ring().secrets
    if asked.file.startswith("hcplanner:"):
        verified = verifying.verify_code(asked.file, _words(), asked.case, secrets)
    else:
        verified = verifying.verify(_path(asked.file), _words(), asked.case, secrets=secrets)
    signs = {verifying.Mark.GOOD: "ok", verifying.Mark.BAD: "NO", verifying.Mark.MOVED: "!!", verifying.Mark.NOTE: "--"}
    for line in verified.lines:
        print(f"{signs[line.mark]}  {_printable(line.text)}")
    verifying.refuse_unless_good(verified, _words())


def _fields(asked: argparse.Namespace) -> None:
    from hcplanner.actions import dictionary

    if asked.json:
        _json(dictionary.data_dictionary())
    else:
        print(dictionary.dictionary_text())


def _words() -> Words:
    """The language chosen in the settings; English when they cannot be read."""
    from hcplanner.actions.preferences import load_settings

    return Words.load(load_settings().language)


def _isncsci(asked: argparse.Namespace) -> None:
    from hcplanner.actions import classifying

    if asked.file == "-":
        examinations = classifying.read(sys.stdin.buffer.read(), classifying.STANDARD_INPUT)
    else:
        examinations = classifying.read_file(Path(asked.file))
    if asked.explain:
        print(classifying.explained(examinations))
    elif asked.json:
        _json(classifying.answered(examinations))
    else:
        _raw(classifying.as_lines(classifying.answered(examinations)))


def _who() -> str:
    from hcplanner.actions.preferences import load_settings

    return load_settings().signature


def _notices(notices: Sequence[str]) -> None:
    for notice in notices:
        _tell(notice)


def _tell(paragraph: str) -> None:
    """One paragraph on standard error; what a file says may not steer the terminal."""
    shown = _printable(paragraph)
    if sys.stderr is None:  # closed by who started the program
        return
    with contextlib.suppress(OSError):  # the exit code still tells
        print("hcplanner:", shown, file=sys.stderr, flush=True)


def _printable(paragraph: str) -> str:
    line = " ".join(paragraph.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def _json(value: object) -> None:
    _raw(json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n")


def _raw(content: bytes) -> None:
    """Bytes as they are: JSON is UTF-8 whatever the terminal speaks."""
    if _out() is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _out() -> object | None:
    """Standard output; none when who started the program closed it."""
    return sys.stdout


def _stop_writing() -> None:
    """What is left in the buffer goes nowhere, so that ending the program does not fail once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_anything(*streams: object) -> None:
    """A terminal that knows few characters gets their codes instead of an error."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
