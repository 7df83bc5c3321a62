"""Makes `resources/content/syllables.txt` from the CMU Pronouncing Dictionary; the text goes to standard output.

python -m tests.syllables CMUDICT.DICT
"""

import re
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from hcplanner.knowledge.reading import by_rule

HEAD = """\
# Syllables of English words for which the rule in hcplanner/knowledge/reading.py differs from how they are spoken.
# Each line: the count, then its words. Worked out from the CMU Pronouncing Dictionary (syllables.LICENSE.txt):
# of several pronunciations the first. A word of that dictionary that is not listed is as the rule says.
"""


def exceptions(entries: Iterable[str]) -> dict[str, int]:
    """The words of a CMU dictionary whose count differs from the rule, each with its syllables."""
    found = {}
    for entry in entries:
        word, *sounds = entry.partition(" #")[0].split()
        if not re.fullmatch(r"[a-z]+(?:'[a-z]+)*", word):
            continue  # second pronunciations, signs and abbreviations with full stops
        count = sum(sound[-1].isdigit() for sound in sounds)
        if count and count != by_rule(word):
            found[word] = count
    return found


def written(counts: dict[str, int]) -> str:
    """The exceptions as they stand in the file."""
    ordered = sorted(counts, key=lambda word: (counts[word], word))
    lines = [" ".join([str(count), *words]) for count, words in groupby(ordered, key=counts.__getitem__)]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written(exceptions(Path(sys.argv[1]).read_text("utf-8").splitlines())))
