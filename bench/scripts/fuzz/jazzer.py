"""The targets of the fuzzer, and runs of Jazzer on them. A target is a class below src/test/java/…/fuzz."""

import collections
import pathlib
import re
import secrets
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
MODULES = ("verifier", "circuits", "cli")
MEMORY = ("-Xmx1g", "-Xss512k", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
SECONDS_OF_AN_INPUT = 60
FINDINGS = ("crash-*", "timeout-*", "oom-*")

Target = collections.namedtuple("Target", "module package name method")
Run = collections.namedtuple("Run", "seed seconds inputs edges findings output")


def targets():
    found = []
    for module in MODULES:
        java = ROOT / module / "src" / "test" / "java"
        for source in sorted(java.glob("**/fuzz/*FuzzTest.java")):
            method = re.search(r"@FuzzTest\s+void (\w+)\(", source.read_text())[1]
            package = ".".join(source.parent.relative_to(java).parts)
            found.append(Target(module, package, source.stem, method))
    return found


def chosen(names):
    """The targets of these names, or all; ends the program if there is no such target."""
    found = targets()
    if set(names) - {target.name for target in found}:
        sys.exit("there are " + ", ".join(target.name for target in found))
    return [target for target in found if not names or target.name in names]


def class_paths():
    """Compiles the modules; the class path of the tests of each."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["mvn", "-B", "-q", "-pl", ",".join(MODULES), "-am", "-P", "!crate", "test-compile",
             "dependency:build-classpath", "-Dmdep.includeScope=test",
             f"-Dmdep.outputFile={folder}/${{project.artifactId}}"],
            cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
        return {
            module: ":".join([str(ROOT / module / "target" / "test-classes"), str(ROOT / module / "target" / "classes"),
                              pathlib.Path(folder, f"vouch-{module}").read_text()])
            for module in MODULES
        }


def inputs_of(target):
    """Where the inputs are kept that a target begins with."""
    return ROOT.joinpath(target.module, "src/test/resources", *target.package.split("."), f"{target.name}Inputs",
                         target.method)


def jazzer(target, class_path, *arguments):
    command = ["java", *MEMORY, "-cp", class_path, "com.code_intelligence.jazzer.Jazzer",
               f"--target_class={target.package}.{target.name}", "--instrumentation_includes=dev.vouch.**",
               "-rss_limit_mb=0", f"-timeout={SECONDS_OF_AN_INPUT}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT / target.module, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode, done.stdout


def fuzz(target, class_path, seconds, corpus, found):
    """Fuzzes a target from its kept inputs on, with a random seed.

    corpus: a folder that gets what reaches new code; found: one that gets inputs that are not borne, or has some.
    Raises RuntimeError if Jazzer itself fails."""
    inputs = inputs_of(target)
    inputs.mkdir(parents=True, exist_ok=True)
    seed = secrets.randbelow(2**31 - 1) + 1
    status, output = jazzer(target, class_path, f"-seed={seed}", f"-max_total_time={seconds}",
                            f"-artifact_prefix={found}/", corpus, inputs)
    findings = sum(1 for pattern in FINDINGS for _ in pathlib.Path(found).glob(pattern))
    done = re.search(r"Done (\d+) runs in (\d+) second", output)
    if not findings and (status or not done):
        raise RuntimeError(f"{target.name} ended with {status}:\n{output[-4000:]}")
    edges = re.findall(r" cov: (\d+) ", output)
    return Run(seed, int(done[2]) if done else 0, int(done[1]) if done else 0, int(edges[-1]) if edges else 0,
               findings, output)
