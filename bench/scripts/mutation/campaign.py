#!/usr/bin/env python3
"""Changes lines of the verifier and counts how many changes its tests see.

    bench/scripts/mutation/campaign.py [PACKAGE[:CLASS,CLASS…] …]

A package is one below dev.vouch.verifier: lookup, circuit.codec; `root` for the verifier's own; without any, all that
decide are taken. PIT makes the mutants and runs the tests that cover them, one after another: minutes for a package, an
hour for all on a machine with nothing else to do.

`lookup:DirectKeys,TableRun` changes two classes of a package that was measured as a whole before, for when nothing but
tests has come since: their survivors are replaced, and each that is gone counts as killed.

docs/figures/mutation.tsv gets a line for each package that was run: mutants, how many a test failed on, how many never
ended, and how many nothing saw. Those are in docs/figures/mutation-survivors.tsv: class, line, what was changed. Each
needs a line in docs/figures/mutation-reasons.tsv; `page.py` makes docs/mutation.md of the three."""

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

# The tests that hold a package fast, where a few of those that cover it are enough: PIT runs all that it is given once a
# class, and those of whole proofs take long. A change that only others would see counts as one that nothing has seen.
CIRCUITS = ("circuit.*", "covector.*", "plan.*", "product.*", "validator.*", "CertificateCircuitTest",
            "VerifiedTensorTest", "VerifyingKeyTest")
OF_THE_VERIFIER = (
    "chain.*", "AttackVectorsTest", "CertificateCircuitTest", "CompactProofsTest", "EmbeddingTest", "GoldenFilesTest",
    "HostileKeyTest", "JointVerifierTest", "KeyReaderTest", "OpeningsOfProofsTest", "ProofTest", "PublicRowsTest",
    "PublicWeightsTest", "RefusalTest", "SecurityLevelTest", "SpecificationProofsTest", "StatementTest",
    "VerifiedTensorTest", "VerifyOnceTest", "VerifyingKeyTest", "WeightClaimTest")
TESTS = {
    "chain": ("chain.*", "GoldenFilesTest"),
    "circuit": CIRCUITS,
    "circuit.codec": CIRCUITS,
    "circuit.layout": CIRCUITS,
    "collection": ("SpecificationProofsTest", "CompactProofsTest"),
    "commitment": ("commitment.*", "OpeningsOfProofsTest", "PublicRowsTest"),
    "compact": ("CompactProofsTest",),
    "covector": ("covector.*", "product.*", "RandomCircuitProofsTest"),
    "format": ("format.*", "circuit.*", "VerifyingKeyTest"),
    "independence": ("independence.*", "chain.ModelKeyTest"),
    "lookup": ("lookup.*", "covector.*", "SpecificationProofsTest"),
    "opening": ("opening.*", "SpecificationProofsTest"),
    "plan": ("plan.*", "circuit.*", "SecurityLevelTest"),
    "root": OF_THE_VERIFIER,
    "rows": ("rows.*", "DataWithoutIdTest", "OpeningsOfProofsTest", "PublicRowsTest"),
    "validator": ("validator.*", "circuit.*", "HostileKeyTest"),
}
SEEN = {"KILLED", "TIMED_OUT", "MEMORY_ERROR"}

TOTALS = ("package", "date", "mutants", "killed", "timed-out", "survived", "percent")
SURVIVORS = ("package", "class", "line", "method", "change")


def packages():
    found = {".".join(source.parent.relative_to(SOURCES).parts) or "root" for source in SOURCES.rglob("*.java")}
    return sorted(name for name in found if name.split(".")[0] not in UNDECIDING)


def classes(package, chosen):
    """Patterns of the chosen classes of a package, of all if none is chosen, and of those inside them."""
    folder = SOURCES if package == "root" else SOURCES / package.replace(".", "/")
    prefix = VERIFIER if package == "root" else f"{VERIFIER}.{package}"
    names = [source.stem for source in sorted(folder.glob("*.java")) if not source.stem.endswith("-info")]
    unknown = set(chosen) - set(names)
    if unknown:
        sys.exit(f"not in {package}: {', '.join(sorted(unknown))}")
    return [name for stem in chosen or names for name in (f"{prefix}.{stem}", f"{prefix}.{stem}$*")]


def mutate(package, chosen):
    targets = ",".join(classes(package, chosen))
    shutil.rmtree(REPORT.parent, ignore_errors=True)
    tests = ",".join(f"{VERIFIER}.{test}" for test in TESTS.get(package, ("*",)))
    subprocess.run(
        ["mvn", "-B", "-q", "-pl", "verifier", "-P", "!crate,mutation", "test-compile",
         "org.pitest:pitest-maven:mutationCoverage", f"-DtargetClasses={targets}", f"-DtargetTests={tests}"],
        cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    return list(xml.parse(REPORT).getroot())


def total(package, mutants):
    counts = collections.Counter(mutant.get("status") for mutant in mutants)
    killed = counts["KILLED"] + counts["MEMORY_ERROR"]
    seen = killed + counts["TIMED_OUT"]
    return [package, datetime.date.today().isoformat(), len(mutants), killed, counts["TIMED_OUT"],
            len(mutants) - seen, f"{100 * seen / len(mutants):.1f}"]


def survived(package, mutants):
    unseen = [mutant for mutant in mutants if mutant.get("status") not in SEEN]
    return sorted(
        ([package, mutant.find("mutatedClass").text.split(".")[-1], mutant.find("lineNumber").text,
          mutant.find("mutatedMethod").text, mutant.find("description").text] for mutant in unseen),
        key=lambda row: (row[1], int(row[2]), row[4]))


def partly(before, survivors, chosen, again):
    """The total and the survivors of a package of which the chosen classes were measured again."""
    left = [row for row in survivors if row[1].split("$")[0] not in chosen] + again
    left.sort(key=lambda row: (row[1], int(row[2]), row[4]))
    package, _, mutants, _, timed_out, *_ = before
    mutants, timed_out = int(mutants), int(timed_out)
    seen = mutants - len(left)
    return [package, datetime.date.today().isoformat(), mutants, seen - timed_out, timed_out, len(left),
            f"{100 * seen / mutants:.1f}"], left


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
    chosen = [(name, names.split(",") if names else [])
              for name, _, names in (argument.partition(":") for argument in sys.argv[1:] or packages())]
    unknown = {package for package, _ in chosen} - set(packages())
    if unknown:
        sys.exit(f"{__doc__}\n\nnot among the packages: {', '.join(sorted(unknown))}")
    totals, survivors = read(FIGURES / "mutation.tsv"), read(FIGURES / "mutation-survivors.tsv")
    for package, names in chosen:
        mutants = mutate(package, names)
        seen, left = total(package, mutants), survived(package, mutants)
        if names:
            seen, left = partly(totals[package][0], survivors[package], names, left)
        totals[package], survivors[package] = [seen], left
        print(*seen, sep="\t", flush=True)
        write(FIGURES / "mutation.tsv", TOTALS, totals)
        write(FIGURES / "mutation-survivors.tsv", SURVIVORS, survivors)


if __name__ == "__main__":
    main()
