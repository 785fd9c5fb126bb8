"""A scikit-learn pipeline: a scaler and a logistic regression, as skl2onnx converts them."""
import numpy as np
import onnx
import onnxruntime
from skl2onnx import to_onnx
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table, labels = load_breast_cancer(return_X_y=True)
table = table.astype(np.float32)
pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(table[:400], labels[:400])
onnx.save(to_onnx(pipeline, table[:1], options={"zipmap": False}), "model.onnx")

rows = table[400:, None]
session = onnxruntime.InferenceSession("model.onnx")
results = [session.run(None, {"X": row}) for row in rows]
np.savez("calibrate.npz", X=table[:300, None])
np.savez("inputs.npz", X=rows)
np.savez("expected.npz", **{
    output.name: np.stack([result[i] for result in results])
    for i, output in enumerate(session.get_outputs())})
