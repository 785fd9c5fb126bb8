#!/usr/bin/env python3
"""Packs random graphs for the test RandomGraphTest, all or as few as have every operator often enough.

    bench/scripts/random-graphs/generate.py FOLDER
    bench/scripts/random-graphs/archive.py FOLDER jni-bridge/src/test/resources/random-graphs.zip

Each seed's folder keeps its model and the first samples of inputs.npz and expected.npz.
"""
import argparse
import io
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import onnx

FIXED_DATE = (2020, 1, 1, 0, 0, 0)


def kinds_of(folder):
    return {node.op_type for node in onnx.load(folder / "model.onnx").graph.node}


def chosen(folders, least):
    """Greedily: the graph that has most of what is still missing, until nothing is."""
    kinds = {folder: kinds_of(folder) for folder in folders}
    total = Counter(kind for found in kinds.values() for kind in found)
    missing = {kind: min(least, count) for kind, count in total.items()}
    result = []
    while any(missing.values()):
        rest = [folder for folder in folders if folder not in result]
        best = max(rest, key=lambda folder: sum(missing[kind] > 0 for kind in kinds[folder]))
        result.append(best)
        for kind in kinds[best]:
            missing[kind] = max(0, missing[kind] - 1)
    return sorted(result)


def cut(path, samples):
    buffer = io.BytesIO()
    np.savez(buffer, **{name: data[:samples] for name, data in np.load(path).items()})
    return buffer.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--samples", type=int, default=3)
    parser.add_argument("--least", type=int, help="graphs that have each operator; all graphs without it")
    options = parser.parse_args()
    folders = sorted(options.folder.glob("seed-*"))
    if options.least:
        folders = chosen(folders, options.least)
    with zipfile.ZipFile(options.archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for folder in folders:
            for name, content in (("model.onnx", (folder / "model.onnx").read_bytes()),
                                  ("inputs.npz", cut(folder / "inputs.npz", options.samples)),
                                  ("expected.npz", cut(folder / "expected.npz", options.samples))):
                entry = zipfile.ZipInfo(f"{folder.name}/{name}", FIXED_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
    print(f"{len(folders)} graphs, {options.archive.stat().st_size} bytes")


if __name__ == "__main__":
    main()
