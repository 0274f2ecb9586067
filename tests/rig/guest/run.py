"""Inside the guest: calls the function that the job names and leaves its answer where the host reads it."""

import importlib
import json
import os
import sys
import traceback
from pathlib import Path


def main(job_folder: Path) -> None:
    job = json.loads((job_folder / "job.json").read_text())
    sys.path.insert(0, job["bench"])
    os.environ["RIG_KERNEL"] = job["kernel"]
    os.environ["RIG_RECORDER"] = job["recorder"]
    os.environ["RIG_DEVICES"] = job["devices"]
    try:
        function = getattr(importlib.import_module(job["module"]), job["function"])
        answer = {"value": function(**job["arguments"])}
    except BaseException:  # whatever it is, the host must hear of it: this is the guest's first process
        answer = {"trouble": traceback.format_exc()}
    written = job_folder / "answer.part"
    written.write_text(json.dumps(answer))
    written.rename(job_folder / "answer.json")


main(Path(sys.argv[1]))
