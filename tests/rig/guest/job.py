"""What a function in the guest tells the host while it runs."""

import json
from pathlib import Path

_FOLDER = Path("/run/job")


def begun() -> None:
    """From here on the host may cut the power."""
    (_FOLDER / "begun").touch()


def note(**values) -> None:
    """Something the host can read after a cut; the last one counts."""
    with open(_FOLDER / "notes", "a") as notes:
        notes.write(json.dumps(values) + "\n")
