#!/usr/bin/env python3
"""Times two built checkouts of vouch against each other, in one run, turn by turn.

    bench/scripts/compare/compare.py OLD NEW MODEL_FOLDER... [--rounds 300] [--cold 40]

A model's folder holds model.onnx, inputs.npz (for calibration) and input.npy (one sample). For each
model both versions run in a warm process of their own; in every round each proves once and verifies
once, the order of the two drawn by a fixed seed. Printed are the medians and the ratio new/old with
its 95 % confidence interval (bootstrap of the median of the rounds' ratios). --cold adds whole
`./vouch verify` and `./vouch prove` processes, taken in turns as well.
"""
import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRIVER = Path(__file__).with_name("Driver.java")
WARM_UP = 100
RESAMPLES = 2000


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


class Version:
    """One built checkout with one compiled model."""

    def __init__(self, checkout, folder, scratch):
        self.vouch = checkout / "vouch"
        self.sample = folder / "input.npy"
        self.model, self.key = scratch / "x.vouch", scratch / "x.vk"
        self.proof = scratch / "x.proof"
        run(self.vouch, "compile", folder / "model.onnx", "--calibrate", folder / "inputs.npz",
            "-o", self.model, "--key", self.key, "--quiet")
        self.process = subprocess.Popen(
            ["java", "-cp", str(checkout / "cli/target/vouch.jar"), str(DRIVER),
             str(self.model), str(self.key), str(self.sample)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def once(self, what):
        """Milliseconds of one proof or one verification in the warm process."""
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()) / 1e6

    def cold(self, what):
        """Milliseconds of a whole process."""
        arguments = {"prove": [self.model, "--input", self.sample, "-o", self.proof, "--force"],
                     "verify": [self.key, self.proof]}[what]
        start = time.perf_counter()
        run(self.vouch, what, *arguments, "--quiet")
        return (time.perf_counter() - start) * 1e3

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def in_turns(old, new, rounds, draw, measure):
    """Two lists of milliseconds, one pair a round."""
    pairs = []
    for _ in range(rounds):
        first, second = (old, new) if draw.random() < 0.5 else (new, old)
        took = {first: measure(first), second: measure(second)}
        pairs.append((took[old], took[new]))
    return pairs


def report(model, what, pairs, draw):
    ratios = [new / old for old, new in pairs]
    medians = sorted(statistics.median(draw.choices(ratios, k=len(ratios)))
                     for _ in range(RESAMPLES))
    low, high = medians[RESAMPLES // 40], medians[-RESAMPLES // 40 - 1]
    old, new = (statistics.median(side) for side in zip(*pairs))
    print(f"{model:18} {what:12} {len(pairs):5} {old:9.2f} {new:9.2f}"
          f" {statistics.median(ratios):7.3f}  [{low:.3f}, {high:.3f}]", flush=True)


def compare(folder, checkouts, rounds, cold, draw):
    with tempfile.TemporaryDirectory() as scratch:
        versions = []
        for name, checkout in zip(("old", "new"), checkouts):
            place = Path(scratch) / name
            place.mkdir()
            versions.append(Version(checkout, folder, place))
        old, new = versions
        for what in ("prove", "verify"):
            in_turns(old, new, WARM_UP, draw, lambda version: version.once(what))
            report(folder.name, what,
                   in_turns(old, new, rounds, draw, lambda version: version.once(what)), draw)
        for version in versions:
            version.close()
        for what in ("prove", "verify") if cold else ():
            report(folder.name, "cold " + what,
                   in_turns(old, new, cold, draw, lambda version: version.cold(what)), draw)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--cold", type=int, default=0)
    options = parser.parse_args()
    for checkout in (options.old, options.new):
        if not (checkout / "cli/target/vouch.jar").is_file():
            sys.exit(f"error: {checkout} is not built; run ./vouch there once")
    print(f"{'model':18} {'what':12} {'n':>5} {'old ms':>9} {'new ms':>9} {'ratio':>7}  95 %")
    draw = random.Random(1)
    for model in options.models:
        compare(model, (options.old.resolve(), options.new.resolve()), options.rounds,
                options.cold, draw)


if __name__ == "__main__":
    main()
