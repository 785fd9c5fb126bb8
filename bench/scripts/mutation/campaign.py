#!/usr/bin/env python3
"""Changes lines of the verifier and counts how many changes its tests see.

    bench/scripts/mutation/campaign.py [PACKAGE …]

A package is one below dev.vouch.verifier: lookup, circuit.codec; `root` for the verifier's own; without any, all that
decide are taken. PIT makes the mutants and runs the tests that cover them, one after another: minutes to an hour for a
package.

docs/figures/mutation.tsv gets a line for each package that was run: mutants, how many were seen, and how many were not.
Those that were not are in docs/figures/mutation-survivors.tsv: class, line, what was changed."""

import collections
import datetime
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIGURES = ROOT / "docs" / "figures"
VERIFIER = "dev.vouch.verifier"
SOURCES = ROOT / "verifier/src/main/java/dev/vouch/verifier"
REPORT = ROOT / "verifier/target/pit-reports/mutations.xml"
UNDECIDING = {"curve", "field", "parallel"}
SEEN = {"KILLED", "TIMED_OUT", "MEMORY_ERROR"}

TOTALS = ("package", "date", "mutants", "seen", "unseen", "percent")
SURVIVORS = ("package", "class", "line", "method", "change")


def packages():
    found = {".".join(source.parent.relative_to(SOURCES).parts) or "root" for source in SOURCES.rglob("*.java")}
    return sorted(name for name in found if name.split(".")[0] not in UNDECIDING)


def classes(package):
    folder = SOURCES if package == "root" else SOURCES / package.replace(".", "/")
    prefix = VERIFIER if package == "root" else f"{VERIFIER}.{package}"
    names = [source.stem for source in sorted(folder.glob("*.java")) if source.stem != "package-info"]
    return ",".join(f"{prefix}.{name},{prefix}.{name}$*" for name in names)


def mutate(package):
    shutil.rmtree(REPORT.parent, ignore_errors=True)
    subprocess.run(
        ["mvn", "-B", "-q", "-pl", "verifier", "-P", "!crate,mutation", "test-compile",
         "org.pitest:pitest-maven:mutationCoverage", f"-DtargetClasses={classes(package)}"],
        cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    return xml.parse(REPORT).getroot() if REPORT.exists() else []


def read(path):
    rows = [line.split("\t") for line in path.read_text().splitlines()[1:]] if path.exists() else []
    by_package = collections.defaultdict(list)
    for row in rows:
        by_package[row[0]].append(row)
    return by_package


def write(path, heading, by_package):
    rows = [row for package in sorted(by_package) for row in by_package[package]]
    path.write_text("\n".join("\t".join(map(str, row)) for row in [heading, *rows]) + "\n")


def main():
    chosen = sys.argv[1:] or packages()
    unknown = set(chosen) - set(packages())
    if unknown:
        sys.exit(f"{__doc__}\n\nnot among the packages: {', '.join(sorted(unknown))}")
    totals, survivors = read(FIGURES / "mutation.tsv"), read(FIGURES / "mutation-survivors.tsv")
    for package in chosen:
        mutants = list(mutate(package))
        unseen = [mutant for mutant in mutants if mutant.get("status") not in SEEN]
        if mutants:
            seen = len(mutants) - len(unseen)
            totals[package] = [[package, datetime.date.today().isoformat(), len(mutants), seen, len(unseen),
                                f"{100 * seen / len(mutants):.1f}"]]
            print(*totals[package][0], sep="\t", flush=True)
        survivors[package] = sorted(
            ([package, mutant.find("mutatedClass").text.split(".")[-1], mutant.find("lineNumber").text,
              mutant.find("mutatedMethod").text, mutant.find("description").text] for mutant in unseen),
            key=lambda row: (row[1], int(row[2]), row[4]))
        write(FIGURES / "mutation.tsv", TOTALS, totals)
        write(FIGURES / "mutation-survivors.tsv", SURVIVORS, survivors)


main()
