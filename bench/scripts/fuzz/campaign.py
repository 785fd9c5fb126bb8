#!/usr/bin/env python3
"""Fuzzes every parser for long, keeps what Jazzer learnt, and writes down what was done.

    bench/scripts/fuzz/campaign.py SECONDS [TARGET …]

A target is the name of a class below src/test/java/…/fuzz: KeyFuzzTest. Each gets SECONDS, two at a time, with the
random seed that is recorded. Then its corpus is reduced to what is needed for the same coverage and becomes the
target's Inputs folder of src/test/resources, where tests and later runs begin. docs/figures/fuzzing.tsv has a line for
each target: rewritten where the target was run, kept elsewhere; bench/scripts/attacks/page then writes it into
docs/attacks.md.

A finding is left beside the Inputs as crash-…, timeout-… or oom-…, counted in the table, and makes the exit status 1."""

import collections
import concurrent.futures
import datetime
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
TABLE = ROOT / "docs" / "figures" / "fuzzing.tsv"
MODULES = ("verifier", "circuits", "cli")
COLUMNS = ("target", "date", "seed", "seconds", "inputs", "edges", "kept", "findings")
MOST_KEPT = 32
MOST_KEPT_BYTES = 100_000
MEMORY = ("-Xmx1g", "-Xss512k", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
FINDINGS = ("crash-*", "timeout-*", "oom-*")

Target = collections.namedtuple("Target", "module package name method")


def targets():
    found = []
    for module in MODULES:
        java = ROOT / module / "src" / "test" / "java"
        for source in sorted(java.glob("**/fuzz/*FuzzTest.java")):
            method = re.search(r"@FuzzTest\s+void (\w+)\(", source.read_text())[1]
            package = ".".join(source.parent.relative_to(java).parts)
            found.append(Target(module, package, source.stem, method))
    return found


def class_paths():
    """Compiles the modules; the class path of the tests of each."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["mvn", "-B", "-q", "-pl", ",".join(MODULES), "-am", "-P", "!crate", "test-compile",
             "dependency:build-classpath", "-Dmdep.includeScope=test",
             f"-Dmdep.outputFile={folder}/${{project.artifactId}}"],
            cwd=ROOT, check=True)
        return {
            module: ":".join([str(ROOT / module / "target" / "test-classes"), str(ROOT / module / "target" / "classes"),
                              pathlib.Path(folder, f"vouch-{module}").read_text()])
            for module in MODULES
        }


def inputs_of(target):
    return ROOT.joinpath(target.module, "src/test/resources", *target.package.split("."), f"{target.name}Inputs",
                         target.method)


def jazzer(target, class_path, *arguments):
    command = ["java", *MEMORY, "-cp", class_path, "com.code_intelligence.jazzer.Jazzer",
               f"--target_class={target.package}.{target.name}", "--instrumentation_includes=dev.vouch.**",
               "-rss_limit_mb=0", "-timeout=60", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT / target.module, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode, done.stdout


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
    inputs.mkdir(parents=True, exist_ok=True)
    seed = secrets.randbelow(2**31 - 1) + 1
    with tempfile.TemporaryDirectory() as corpus:
        status, output = jazzer(target, class_path, f"-seed={seed}", f"-max_total_time={seconds}",
                                f"-artifact_prefix={inputs}/", corpus, inputs)
        done = re.search(r"Done (\d+) runs in (\d+) second", output)
        edges = re.findall(r" cov: (\d+) ", output)
        if not done:
            sys.stderr.write(output[-4000:])
        kept = reduced(target, class_path, corpus, inputs)
    findings = sum(1 for pattern in FINDINGS for _ in inputs.glob(pattern))
    if status and not findings:
        raise RuntimeError(f"{target.name} ended with {status}")
    return [target.name, datetime.date.today().isoformat(), seed, done[2] if done else 0, done[1] if done else 0,
            edges[-1] if edges else 0, kept, findings]


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
    seconds, names = int(sys.argv[1]), sys.argv[2:]
    chosen = [target for target in targets() if not names or target.name in names]
    if not chosen or (names and len(chosen) != len(names)):
        sys.exit("there are " + ", ".join(target.name for target in targets()))
    paths = class_paths()
    findings = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(campaign, target, paths[target.module], seconds) for target in chosen]
        for run in concurrent.futures.as_completed(runs):
            line = run.result()
            record(line)
            findings += line[-1]
            print(*line, sep="\t", flush=True)
    return int(findings > 0)


sys.exit(main())
