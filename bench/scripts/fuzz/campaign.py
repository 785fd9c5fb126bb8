#!/usr/bin/env python3
"""Fuzzes every parser for long, keeps what Jazzer learnt, and writes down what was done.

    bench/scripts/fuzz/campaign.py SECONDS [TARGET …]

A target is the name of a class below src/test/java/…/fuzz: KeyFuzzTest. Each gets SECONDS, two at a time, with the
random seed that is recorded. Then its corpus is reduced to what is needed for the same coverage and becomes the
target's Inputs folder of src/test/resources, where tests and later runs begin. docs/figures/fuzzing.tsv has a line for
each target: rewritten where the target was run, kept elsewhere; bench/scripts/attacks/page then writes it into
docs/attacks.md.

A finding is left beside the Inputs as crash-…, timeout-… or oom-…, counted in the table, and makes the exit status 1."""

import concurrent.futures
import datetime
import pathlib
import shutil
import sys
import tempfile

from jazzer import FINDINGS, ROOT, chosen, class_paths, fuzz, inputs_of, jazzer

TABLE = ROOT / "docs" / "figures" / "fuzzing.tsv"
COLUMNS = ("target", "date", "seed", "seconds", "inputs", "edges", "kept", "findings")
MOST_KEPT = 32
MOST_KEPT_BYTES = 100_000


def reduced(target, class_path, corpus, inputs):
    """Replaces the kept inputs by some of those of the corpus that are needed, of all sizes; how many they are."""
    with tempfile.TemporaryDirectory() as folder:
        merged = pathlib.Path(folder, "merged")
        merged.mkdir()
        jazzer(target, class_path, "-merge=1", merged, corpus, inputs)
        files = sorted(merged.iterdir(), key=lambda file: file.stat().st_size)
        if not files:
            return len(list(inputs.iterdir()))
        for old in inputs.iterdir():
            if not any(old.match(pattern) for pattern in FINDINGS):
                old.unlink()
        kept = files[:: -(-len(files) // MOST_KEPT)]
        while sum(file.stat().st_size for file in kept) > MOST_KEPT_BYTES:
            kept.pop()
        for file in kept:
            shutil.copy(file, inputs / file.name)
        return len(kept)


def campaign(target, class_path, seconds):
    inputs = inputs_of(target)
    with tempfile.TemporaryDirectory() as corpus:
        run = fuzz(target, class_path, seconds, corpus, inputs)
        if run.findings:
            sys.stderr.write(run.output[-4000:])
        kept = reduced(target, class_path, corpus, inputs)
    return [target.name, datetime.date.today().isoformat(), run.seed, run.seconds, run.inputs, run.edges, kept,
            run.findings]


def record(line):
    lines = {}
    if TABLE.exists():
        rows = [row.split("\t") for row in TABLE.read_text().splitlines()[1:]]
        lines = {row[0]: row for row in rows}
    lines[line[0]] = list(map(str, line))
    TABLE.write_text("\n".join("\t".join(row) for row in [COLUMNS, *sorted(lines.values())]) + "\n")


def main():
    if len(sys.argv) < 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    seconds, targets = int(sys.argv[1]), chosen(sys.argv[2:])
    paths = class_paths()
    findings = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(campaign, target, paths[target.module], seconds) for target in targets]
        for run in concurrent.futures.as_completed(runs):
            line = run.result()
            record(line)
            findings += line[-1]
            print(*line, sep="\t", flush=True)
    return int(findings > 0)


sys.exit(main())
