"""Writes ../vectors/*.json, deterministically.

python3 -m vectors.make_vectors [--to FOLDER] [PREFIX …]

With prefixes: only the files that begin so."""

import argparse
import json
from pathlib import Path
from vectors import (
    again,
    batches,
    certificates,
    chains,
    circuits,
    covectors,
    data,
    false_proofs,
    forced,
    given,
    independence,
    primitives,
    proofs,
    random_proofs,
    simulated,
    soundness,
    stages,
)

TARGET = Path(__file__).resolve().parents[2] / "vectors"


def compact(v):
    return json.dumps(v, separators=(",", ":"), ensure_ascii=False)


def text(v):
    """One top-level entry a line."""
    if isinstance(v, dict):
        return "{\n" + ",\n".join(f"{compact(k)}:{compact(x)}" for k, x in v.items()) + "\n}\n"
    return "[\n" + ",\n".join(map(compact, v)) + "\n]\n"


def all_files():
    """{name of the file: function that makes its content}"""
    modules = (
        again,
        given,
        independence,
        primitives,
        chains,
        circuits,
        covectors,
        data,
        false_proofs,
        forced,
        batches,
        certificates,
        random_proofs,
        simulated,
        soundness,
        stages,
    )
    fixed = {name: make for module in modules for name, make in module.FILES.items()}
    return fixed | proofs.files()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=TARGET, help="another folder, to compare")
    parser.add_argument("prefixes", nargs="*", help="only files that begin so")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    for name, make in all_files().items():
        if not given.prefixes or name.startswith(tuple(given.prefixes)):
            (given.to / f"{name}.json").write_text(text(make()), encoding="utf-8")


if __name__ == "__main__":
    main()
