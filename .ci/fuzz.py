#!/usr/bin/env python3
"""Fuzzes parsers for a while, two at a time: .ci/fuzz.py SECONDS [TARGET …], all without targets.

What is found is shown and left as crash-…, timeout-… or oom-… in the target's Inputs folder of src/test/resources: it
fails a build once it is kept there, where it is a test like any other. Chance does not decide whether a change is good,
so that the exit status is 1 only if the fuzzer itself fails."""

import concurrent.futures
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench" / "scripts" / "fuzz"))
from jazzer import chosen, class_paths, fuzz, inputs_of  # noqa: E402


def run(target, class_path, seconds):
    with tempfile.TemporaryDirectory() as corpus:
        return fuzz(target, class_path, seconds, corpus, inputs_of(target))


def main():
    if len(sys.argv) < 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    seconds, targets = int(sys.argv[1]), chosen(sys.argv[2:])
    paths = class_paths()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = {target: pool.submit(run, target, paths[target.module], seconds) for target in targets}
    print(f"\nInputs of the fuzzer in {seconds} s")
    for target, done in runs.items():
        result = done.result()
        print(f"  {result.inputs:>8}  {target.package}.{target.name}", "FINDING" if result.findings else "", flush=True)
        if result.findings:
            print(result.output[-4000:])


sys.exit(main())
