"""python3 make_vectors.py [PREFIX …]: writes ../vectors/*.json, deterministically. With prefixes: only the files that begin so."""
import json
import os
import sys
import vectors_attacks
import vectors_circuits
import vectors_covectors
import vectors_false
import vectors_nets
import vectors_primitives
import vectors_random

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "vectors")


def compact(v):
    return json.dumps(v, separators=(",", ":"), ensure_ascii=False)


def text(v):
    """One top-level entry a line."""
    if isinstance(v, dict):
        return "{\n" + ",\n".join(f"{compact(k)}:{compact(x)}" for k, x in v.items()) + "\n}\n"
    return "[\n" + ",\n".join(map(compact, v)) + "\n]\n"


def all_files():
    return {**vectors_primitives.FILES, **vectors_circuits.FILES, **vectors_covectors.FILES, **vectors_false.FILES, **vectors_attacks.FILES, **vectors_random.FILES, **vectors_nets.files()}


def main(prefixes):
    os.makedirs(TARGET, exist_ok=True)
    for name, make in all_files().items():
        if not prefixes or name.startswith(tuple(prefixes)):
            with open(os.path.join(TARGET, name + ".json"), "w", encoding="utf-8") as out:
                out.write(text(make()))


if __name__ == "__main__":
    main(sys.argv[1:])
