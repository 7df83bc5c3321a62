"""Renders templates to markup in a sandbox: strict about what is missing, and closed to everything but its context."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hcplanner.errors import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jinja2.sandbox import ImmutableSandboxedEnvironment

# Characters that XML forbids or discourages; they would make the markup unreadable.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


def render_template(folders: Sequence[Path], name: str, context: Mapping[str, Any]) -> str:
    """The markup of the template `name`, looked for in the folders in their order.

    Values are escaped and cleaned of characters that XML forbids; a template is read again when its file
    has changed.

    Raises:
        TemplateFault: the template is missing, cannot be parsed, names something the context does not
            hold, or tries what the sandbox forbids; the reason names it, with the line where it is known.
    """
    import jinja2

    try:
        return _environment(tuple(folders)).get_template(name).render(cleaned(dict(context)))
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFault(name, f"{error.name or name}, line {error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateFault(name, f"the part {error.name} is missing") from error
    except (jinja2.TemplateError, TypeError, ArithmeticError, LookupError, OverflowError) as error:
        raise TemplateFault(name, _where(error, name) + str(error)) from error


def names_used(folders: Sequence[Path], name: str) -> frozenset[str]:
    """The names that the template `name` and every part it includes or imports take from the context.

    Raises TemplateFault as `render_template` does.
    """
    import jinja2

    environment = _environment(tuple(folders))
    used: set[str] = set()
    seen: set[str] = set()
    waiting = [name]
    try:
        while waiting:
            part = waiting.pop()
            seen.add(part)
            more, parts = _names_of(environment, part)
            used |= more
            waiting += parts - seen
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFault(name, f"{error.name or name}, line {error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateFault(name, f"the part {error.name} is missing") from error
    return frozenset(used)


def cleaned(value: Any) -> Any:
    """The value with every character that XML forbids replaced, in mappings and sequences at any depth."""
    if isinstance(value, str):
        return type(value)(_FORBIDDEN.sub(_REPLACEMENT, value)) if _FORBIDDEN.search(value) else value
    if isinstance(value, Mapping):
        return {key: cleaned(item) for key, item in value.items()}
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(cleaned(item) for item in value)
    return value


@lru_cache(16)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Jinja's own rule, asked once for each attribute of a type: it looks at nothing else."""

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            known = safe.get((type(obj), attr))
            if known is None:
                known = safe[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
            return known

    safe: dict[tuple[type, str], bool] = {}
    return Sandbox(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )


def _where(error: Exception, name: str) -> str:
    """The innermost template and line that the error passed through, if any."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "__jinja_template__" in trace.tb_frame.f_globals or code.co_filename.endswith(name):
            place = f"{code.co_filename.rsplit('/', 1)[-1]}, line {trace.tb_lineno}: "
        trace = trace.tb_next
    return place


def _names_of(environment: ImmutableSandboxedEnvironment, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names one template file takes from its context, and the parts it includes; read again when it has changed."""
    from jinja2 import BaseLoader

    loader = environment.loader or BaseLoader()
    source, file, _ = loader.get_source(environment, name)
    return _names_in(environment, source, name, file)


@lru_cache(64)
def _names_in(
    environment: ImmutableSandboxedEnvironment, source: str, name: str, file: str | None
) -> tuple[frozenset[str], frozenset[str]]:
    from jinja2.meta import find_referenced_templates, find_undeclared_variables

    tree = environment.parse(source, name, file)
    parts = frozenset(part for part in find_referenced_templates(tree) if part)
    return frozenset(find_undeclared_variables(tree)), parts
