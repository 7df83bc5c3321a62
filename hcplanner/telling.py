"""How every error a user can meet tells itself: what happened, what is safe, what to do, in any language."""

from collections.abc import Iterable
from typing import ClassVar, Final, NamedTuple

from hcplanner.i18n import ENGLISH, N_, Words


class Reason(NamedTuple):
    """One thing that is wrong with one field: where it stands, what it is called, what is wrong."""

    path: str
    label: str
    reason: str


class HcplannerError(Exception):
    """Something a user can meet and act on.

    The three sentences are message ids with named holes; `values` fills them. They are stated in English by `str` and
    in any language by `told`.
    """

    exit_code: ClassVar[int] = 1
    happened: ClassVar[str] = N_("{what}")
    safe: ClassVar[str] = N_("Nothing was changed.")
    to_do: ClassVar[str] = N_("Nothing else needs doing.")

    def __init__(self, **values: object) -> None:
        self.values: dict[str, str] = {name: str(value) for name, value in values.items()}
        super().__init__(type(self).__name__)

    @property
    def what_happened(self) -> str:
        """The first sentence, in English."""
        return self.sentences(ENGLISH)[0]

    @property
    def what_is_safe(self) -> str:
        """What has not been lost or changed, in English."""
        return self.sentences(ENGLISH)[1]

    @property
    def what_to_do(self) -> str:
        """The next step, in English."""
        return self.sentences(ENGLISH)[2]

    def sentences(self, words: Words) -> tuple[str, str, str]:
        """What happened, what is safe and what to do, in the language of `words`."""
        values = self._values(words)
        happened, safe, to_do = (words(text).format_map(values) for text in (self.happened, self.safe, self.to_do))
        return happened, safe, to_do

    def _values(self, words: Words) -> dict[str, str]:
        """What fills the holes; a reason is a message id wherever it was said in words that never vary."""
        return self.values | {"reason": words(self.values.get("reason", ""))}

    def told(self, words: Words) -> str:
        """The whole as one paragraph in the language of `words`."""
        return " ".join(part for part in self.sentences(words) if part)

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def __reduce__(self) -> tuple[object, ...]:
        # A worker process hands its error back: the three sentences must survive the trip.
        return _again, (type(self), self.__dict__)


def _again(kind: type[HcplannerError], state: dict[str, object]) -> HcplannerError:
    error = kind.__new__(kind)
    Exception.__init__(error, kind.__name__)
    error.__dict__.update(state)
    return error


class WithReasons(HcplannerError):
    """An error that names each field it is about."""

    def __init__(self, reasons: Iterable[Reason | tuple[str, str, str]], **values: object) -> None:
        self.reasons: tuple[Reason, ...] = tuple(Reason(*reason) for reason in reasons)
        super().__init__(count=len(self.reasons), reasons=_listed(self.reasons, ENGLISH), **values)

    def _values(self, words: Words) -> dict[str, str]:
        return super()._values(words) | {"reasons": _listed(self.reasons, words)}


_SHOWN: Final = 12


def _listed(reasons: tuple[Reason, ...], words: Words) -> str:
    told = [_ended(f"{words(r.label)}: {words(r.reason)}" if r.label else words(r.reason)) for r in reasons[:_SHOWN]]
    if (more := len(reasons) - _SHOWN) > 0:
        told.append(f"(+{more})")
    return "; ".join(told)


def _ended(sentence: str) -> str:
    """A reason without its full stop: the sentence that lists it has its own."""
    return sentence.removesuffix(".")
