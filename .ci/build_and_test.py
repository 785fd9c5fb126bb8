#!/usr/bin/env python3
"""Builds and tests everything as README.md says, without shared/ as in any clone; then the test classes
in which something was skipped once more with ../shared, where that folder is.

Then every parser is fuzzed for a while (fuzz.py).

Prints the skipped tests counted by reason, then as its last line the totals of all modules, Rust included.
Fails if a test fails or is skipped for a reason that expected-skips does not have."""

import collections
import fnmatch
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EXPECTED = ROOT / ".ci" / "expected-skips"
NOWHERE = "/nonexistent"
FUZZING_SECONDS = 20

KINDS = ("surefire", "failsafe")
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"

Outcome = collections.namedtuple("Outcome", "state reason", defaults=[""])


def maven(*arguments):
    """Runs `mvn verify` and shows what it prints; its exit status and its lines."""
    command = ["mvn", "-B", "verify", *arguments]
    print("$", " ".join(command), flush=True)
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace"
    )
    lines = []
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        lines.append(line.rstrip("\n"))
    return process.wait(), lines


def reports(kind):
    return ROOT.glob(f"*/target/{kind}-reports")


def forget_reports(*kinds):
    for kind in kinds:
        for folder in reports(kind):
            shutil.rmtree(folder)


def reason_of(skipped):
    """The first line of a skip's message, without what JUnit writes before it."""
    message = skipped.get("message") or (skipped.text or "").strip().split("\n")[0]
    return re.sub(r"^([\w.]+: )?(Assumption failed: )?", "", message) or "no reason given"


def java_results():
    """The outcome of each test by (kind, class, name, how many of that name came before)."""
    results = {}
    for kind in KINDS:
        for folder in reports(kind):
            for report in sorted(folder.glob("TEST-*.xml")):
                names = collections.Counter()
                for case in xml.parse(report).getroot().iter("testcase"):
                    test = (kind, case.get("classname"), case.get("name"))
                    names[test] += 1
                    skipped = case.find("skipped")
                    if case.find("failure") is not None or case.find("error") is not None:
                        outcome = Outcome(FAILED)
                    elif skipped is not None:
                        outcome = Outcome(SKIPPED, reason_of(skipped))
                    else:
                        outcome = Outcome(PASSED)
                    results[(*test, names[test])] = outcome
    return results


def rust_results(lines):
    """The outcomes of cargo's tests, by its totals: its own lines may come between a test's name and its outcome."""
    outcomes, reasons = [], []
    for line in lines:
        total = re.match(r"test result: .* (\d+) passed; (\d+) failed; (\d+) ignored;", line)
        ignored = re.search(r"(?:^| )ignored(?:, (.*))?$", line)
        if total:
            passed, failed, skipped = map(int, total.groups())
            outcomes += [Outcome(PASSED)] * passed + [Outcome(FAILED)] * failed
            outcomes += [Outcome(SKIPPED, reason) for reason in (reasons + ["no reason given"] * skipped)[:skipped]]
            reasons = []
        elif ignored:
            reasons.append(ignored[1] or "no reason given")
    return outcomes


def expected_reasons(with_shared):
    """Patterns of the reasons that count as expected."""
    patterns = []
    for line in EXPECTED.read_text().splitlines():
        if line and not line.startswith("#"):
            when, pattern = line.split(maxsplit=1)
            if when == "always" or not with_shared:
                patterns.append(pattern)
    return patterns


def print_reasons(title, outcomes):
    reasons = collections.Counter(outcome.reason for outcome in outcomes if outcome.state == SKIPPED)
    print(f"\n{title}: {sum(reasons.values())}")
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:4}  {reason}")


def rerun_skipped(results):
    """Runs each class that skipped a test once more, with shared/; its exit status and all results."""
    skipped = [test for test, outcome in results.items() if outcome.state == SKIPPED]
    classes = {kind: sorted({test[1] for test in skipped if test[0] == kind})
               for kind in KINDS}
    forget_reports(*KINDS)
    status, _ = maven(
        "-P", "!crate",  # Rust is built and tested
        f"-Dvouch.shared={SHARED}",
        "-Dtest=" + (",".join(classes["surefire"]) or "None"),
        "-Dit.test=" + (",".join(classes["failsafe"]) or "None"),
        "-Dsurefire.failIfNoSpecifiedTests=false",
        "-Dfailsafe.failIfNoSpecifiedTests=false",
    )
    return status, {**results, **java_results()}


def main():
    forget_reports(*KINDS)
    status, lines = maven(f"-Dvouch.shared={NOWHERE}")
    results = java_results()
    rust = rust_results(lines)
    skips = any(outcome.state == SKIPPED for outcome in results.values())
    with_shared = SHARED.is_dir()
    if status == 0:
        print_reasons("Skipped without shared/", results.values())
        if with_shared and skips:
            status, results = rerun_skipped(results)
        elif not with_shared:
            print(f"\nThere is no {SHARED}: no second run with it.")

    if status == 0:
        status = subprocess.run([ROOT / ".ci" / "fuzz.py", str(FUZZING_SECONDS)]).returncode

    outcomes = [*results.values(), *rust]
    print_reasons("Skipped", outcomes)
    patterns = expected_reasons(with_shared)
    problems = [
        f"not expected, see {EXPECTED.relative_to(ROOT)}: {reason}"
        for reason in sorted({outcome.reason for outcome in outcomes if outcome.state == SKIPPED})
        if not any(fnmatch.fnmatchcase(reason, pattern) for pattern in patterns)
    ]
    count = collections.Counter(outcome.state for outcome in outcomes)
    if status == 0 and not (results and rust):
        problems.append("the build passed, but its reports do not show tests of Java and of Rust")
    if status == 0 and count[FAILED]:
        problems.append("the build passed, but its reports show failed tests")
    for problem in problems:
        print("error:", problem)
    print(f"{count[PASSED]} passed, {count[FAILED]} failed, {count[SKIPPED]} skipped", flush=True)
    return status or int(bool(problems))


sys.exit(main())
