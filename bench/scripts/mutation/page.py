#!/usr/bin/env python3
"""Writes docs/mutation.md from what campaign.py keeps in docs/figures, and from the reasons of survivors.

    bench/scripts/mutation/page.py [--check]

docs/figures/mutation-reasons.tsv is written by hand: package, class, method and change as mutation-survivors.tsv has
them, a kind, and the reason. `*` for the change stands for all changes of a method. Fails if a survivor has no reason,
if a reason has no survivor, or if a package has less than 90 %; with --check also if the page is not what would be
written."""

import collections
import pathlib
import sys

from campaign import packages

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIGURES = ROOT / "docs" / "figures"
PAGE = ROOT / "docs" / "mutation.md"
LEAST_PERCENT = 90

KINDS = {
    "equal": "The changed code does the same",
    "guarded": "Another check refuses the same, or the caller has made it impossible",
    "cost": "Only time or memory change",
    "words": "Only a message for people changes",
    "unmade": "Only what the verifier writes changes, not what it accepts",
}

HEAD = """\
# Mutation testing of the verifier

This page is written by `bench/scripts/mutation/page.py` from what `bench/scripts/mutation/campaign.py` has measured.
PIT changes the compiled verifier in one place at a time (a comparison shifted or turned round, an operation replaced,
a call left out, a result made 0, null or empty), and runs the tests that cover the place. A change that no test fails
on has *survived*. Left out are tests that are random, those that watch a clock, and for most packages those that are
far from it (`campaign.py` lists what is run): a change that only these would see counts as one that nothing has seen.
The arithmetic below, `curve`, `field` and `parallel`, is not changed here.

*Killed* are changes that a test fails on; *timed out* are those that made a test run for ten seconds and more: loops
without end.

"""


def rows(name):
    return [line.split("\t") for line in (FIGURES / name).read_text().splitlines()[1:]]


def table(heading, lines, right=()):
    yield "| " + " | ".join(heading) + " |"
    yield "|" + "|".join("--:" if i in right else "---" for i in range(len(heading))) + "|"
    yield from ("| " + " | ".join(map(str, line)) + " |" for line in lines)
    yield ""


def explained(survivors, reasons, problems):
    """By kind, reason and place: the lines and changes that survive."""
    used = set()
    by_kind = collections.defaultdict(lambda: collections.defaultdict(list))
    for package, owner, line, method, change in survivors:
        keys = [(package, owner, method, change), (package, owner, method, "*")]
        key = next((key for key in keys if key in reasons), None)
        if key is None:
            problems.append(f"no reason: {package}\t{owner}\t{method}\t{change} (line {line})")
            continue
        used.add(key)
        kind, reason = reasons[key]
        by_kind[kind][(package, owner, method, reason)].append((int(line), change))
    problems += [f"no survivor: {' '.join(key)}" for key in reasons if key not in used]
    return by_kind


def summary(changes):
    lines = sorted({line for line, _ in changes})
    counts = collections.Counter(change for _, change in changes)
    words = "; ".join(change + (f" (×{count})" if count > 1 else "") for change, count in sorted(counts.items()))
    return ", ".join(map(str, lines)), words


def page(totals, by_kind):
    yield from HEAD.splitlines()
    sums = [sum(int(row[i]) for row in totals) for i in range(2, 6)]
    percent = 100 * (sums[1] + sums[2]) / sums[0]
    lines = [[f"`{row[0]}`" if row[0] != "root" else "the verifier's own", *row[2:]] for row in totals]
    lines.append(["**all**", *sums, f"{percent:.1f}"])
    yield from table(("package", "mutants", "killed", "timed out", "survived", "% seen"), lines, range(1, 6))
    missing = [f"`{name}`" for name in packages() if name not in {row[0] for row in totals}]
    if missing:
        yield f"Not measured yet: {', '.join(missing)} (`root`: the verifier's own)."
        yield ""
    yield "## What survives, and why it is no hole"
    yield "Each line has been looked at by hand; the build fails where a survivor has no reason."
    yield ""
    for kind, title in KINDS.items():
        if kind not in by_kind:
            continue
        yield f"### {title}"
        yield from table(
            ("class", "method", "line", "change", "reason"),
            [[f"{package}.{owner}" if package != "root" else owner, method, *summary(changes), reason]
             for (package, owner, method, reason), changes in sorted(by_kind[kind].items())])


def main():
    problems = []
    reasons = {tuple(row[:4]): (row[4], row[5]) for row in rows("mutation-reasons.tsv")}
    problems += [f"kind {kind} of {' '.join(key)}" for key, (kind, _) in reasons.items() if kind not in KINDS]
    totals = rows("mutation.tsv")
    problems += [f"{row[0]}: {row[6]} %" for row in totals if float(row[6]) < LEAST_PERCENT]
    by_kind = explained(rows("mutation-survivors.tsv"), reasons, problems)
    text = "\n".join(page(totals, by_kind)).rstrip() + "\n"
    if "--check" not in sys.argv:
        PAGE.write_text(text)
    elif PAGE.read_text() != text:
        problems.append(f"{PAGE.relative_to(ROOT)} is not what {pathlib.Path(__file__).name} writes")
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
