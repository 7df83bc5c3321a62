"""Heavy libraries are imported when the first document is made, not before."""

import subprocess
import sys


def test_nothing_heavy_comes_with_the_engine(checkout):
    program = (
        "import sys; import hcplanner.documents.engine, hcplanner.documents.templating; "
        "print([name for name in ('reportlab', 'jinja2', 'svglib', 'PIL', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
