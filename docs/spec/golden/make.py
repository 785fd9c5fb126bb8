#!/usr/bin/env python3
"""Makes a generation of golden files with the vouch of this checkout: docs/spec/golden/make.py GENERATION

Only ever for a new folder, when a format gets a new version: what is there must be read for ever.
The environment variable VOUCH names another command than ./vouch."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
VOUCH = os.environ.get("VOUCH", str(ROOT / "vouch")).split()
CONTEXT = "00ff676f6c64656e"
TREES = ROOT / "circuits/src/test/resources/tabular/trees"
CASES = {
    "convolution": (ROOT / "examples/models/conv_fc", []),
    "hidden-output": (TREES / "xgboost", ["--output-visibility", "private"]),
    "rows": (ROOT / "examples/models/small_cnn", ["--batch", "4", "--for", "compact"]),
    "committed": (ROOT / "examples/models/small_cnn", ["--batch", "4", "--output-visibility", "private"]),
    "public-rows": (ROOT / "examples/models/small_cnn", ["--batch", "4", "--input-visibility", "public"]),
    "public-weights": (TREES / "random-modes", ["--weights-visibility", "public", "--input-visibility", "public"]),
}


def vouch(*arguments):
    done = subprocess.run([*VOUCH, *map(str, arguments), "--json"], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def make(folder, source, options):
    folder.mkdir()
    model, key = folder / "model.vouch", folder / "model.vk"
    shutil.copy(source / "inputs.npz", folder / "inputs.npz")
    vouch("compile", source / "model.onnx", "--calibrate", source / "inputs.npz", "-o", model, *options)
    for name, more in (("plain", []), ("compact", ["--compact"])):
        vouch("prove", model, "--input", source / "inputs.npz", "--sample", 0, "--context-hex", CONTEXT,
              "-o", folder / f"{name}.proof", *more)
    if "--batch" in options:
        vouch("prove", model, "--input", source / "inputs.npz", "--samples", "0-5", "--context-hex", CONTEXT,
              "--compact", "-o", folder / "rows.proofs")
    statements = {"committed": committed, "public-rows": public_rows}.get(folder.name)
    more = statements(folder, source) if statements else {}
    verified = vouch("verify", key, folder / "plain.proof", "--context-hex", CONTEXT)
    expected = {
        "modelId": verified["modelId"],
        "context": CONTEXT,
        "weights": verified["weights"],
        "inputs": {name: value.get("integers") for name, value in verified["inputs"].items()},
        "outputs": {name: value.get("integers") for name, value in verified["outputs"].items()},
        **more,
    }
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    os.chmod(model, 0o644)  # holds no secret


def six_rows(folder, source):
    rows = folder / "rows.npz"
    with np.load(source / "inputs.npz") as arrays:
        np.savez(rows, **{name: array[:6] for name, array in arrays.items()})
    return rows


def public_rows(folder, source):
    """The id of six public rows, and proofs of them."""
    rows = six_rows(folder, source)
    data = vouch("commit", rows, "--key", folder / "model.vk", "-o", folder / "public.commitment")
    vouch("prove", folder / "model.vouch", "--input", rows, "--all", "--context-hex", CONTEXT, "--compact",
          "-o", folder / "public.proofs")
    rows.unlink()
    return {"dataId": data["dataId"]}


def committed(folder, source):
    """Commitments to six rows, proofs about them, what opens one and their sum, and the network as a chain."""
    model, key = folder / "model.vouch", folder / "model.vk"
    rows, openings, chain = six_rows(folder, source), folder / "results.openings", folder / "chain.vouch"
    data = vouch("commit", rows, "--key", key, "-o", folder / "data.commitment")
    vouch("prove", model, "--committed", folder / "data.openings", "--all", "--context-hex", CONTEXT, "--compact",
          "-o", folder / "committed.proofs", "--openings", openings)
    output = next(iter(vouch("inspect", key)["outputs"]))
    vouch("reveal", openings, "--tensor", output, "--row", 5, "-o", folder / "row.opening.json")
    vouch("reveal", openings, "--tensor", output, "--sum", "--rows", "0-5",
          "-o", folder / "sum.opening.json")
    chained = vouch("split", source / "model.onnx", "--calibrate", source / "inputs.npz", "--parts", 2, "-o", chain)
    for name, more in (("chain.proof", []), ("chain.compact.proof", ["--compact"])):
        vouch("prove", chain, "--input", source / "inputs.npz", "--sample", 0, "--context-hex", CONTEXT,
              "-o", folder / name, *more)
    vouch("prove", chain, "--committed", folder / "data.openings", "--all", "--context-hex", CONTEXT,
          "-o", folder / "chain.proofs")
    rows.unlink()
    for secret in (chain, openings, folder / "data.openings"):
        os.chmod(secret, 0o644)  # none of them holds one
    return {"dataId": data["dataId"], "output": output, "chainId": chained["chainId"]}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    generation = HERE / sys.argv[1]
    generation.mkdir()
    for name, (source, options) in CASES.items():
        make(generation / name, source, options)


main()
