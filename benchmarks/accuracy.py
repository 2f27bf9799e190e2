"""Print the accuracy tables: every scorer of the evaluation data on its development half.

usage: python benchmarks/accuracy.py EVAL_DIR [--only NAME]

EVAL_DIR holds the data and the scorers (`oie.py`, `plover.py`, `attribution.py`, `places.py`); each scorer reads the output of
`graphbuilder extract FILE --format jsonl`, which is what is run here.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

RUNS = {
    "benchie": ("benchie/dev.input.jsonl", ["oie.py", "benchie", "{pred}"]),
    "carb": ("carb/dev.input.jsonl", ["oie.py", "carb", "{pred}"]),
    "plover": ("plover/dev.input.jsonl", ["plover.py", "{data}/plover/dev.json", "{pred}"]),
    "polnear": ("polnear/dev.input.jsonl", ["attribution.py", "{data}/polnear", "dev", "{pred}"]),
    "trnews": ("{tmp}/trnews.input.jsonl", ["places.py", "{data}/trnews/dev.xml", "{pred}"]),
}


def run(name: str, data: pathlib.Path, tmp: pathlib.Path) -> dict[str, object]:
    """Extract, score, and return the scorer's line."""
    source, scorer = RUNS[name]
    if name == "trnews":
        command = [sys.executable, data / "places.py", data / "trnews/dev.xml", tmp / "trnews.input.jsonl", "--write-input"]
        subprocess.run(command, check=True)
    path = pathlib.Path(source.format(tmp=tmp)) if "{tmp}" in source else data / source
    pred = tmp / f"{name}.jsonl"
    with pred.open("w", encoding="utf8") as out:
        command = [sys.executable, "-m", "graphbuilder", "extract", str(path), "--format", "jsonl"]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True)
    if done.returncode == 2:
        raise SystemExit(done.stderr)
    if done.returncode:
        print(f"{name}: scored without what failed:\n{done.stderr}", file=sys.stderr)
    words = [w.format(pred=pred, data=data) for w in scorer]
    printed = subprocess.run([sys.executable, data / words[0], *words[1:]], check=True, capture_output=True, text=True).stdout
    result: dict[str, object] = json.loads(printed.strip().splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval_dir", type=pathlib.Path)
    parser.add_argument("--only", choices=sorted(RUNS))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        for name in [args.only] if args.only else RUNS:
            print(json.dumps(run(name, args.eval_dir.resolve(), pathlib.Path(tmp))), flush=True)


if __name__ == "__main__":
    main()
