"""A scikit-learn logistic regression, written as one Gemm and a Sigmoid: what skl2onnx makes of it is refused."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

table, labels = load_breast_cancer(return_X_y=True)
table = StandardScaler().fit_transform(table).astype(np.float32)  # outside the network, see below
regression = LogisticRegression().fit(table[:400], labels[:400])
onnx.save(to_onnx(regression, table[:1], options={"zipmap": False}), "converted.onnx")

features = table.shape[1]
graph = helper.make_graph(
    [helper.make_node("Gemm", ["X", "weights", "bias"], ["log_odds"], transB=1),
     helper.make_node("Sigmoid", ["log_odds"], ["probability"])],
    "logistic regression",
    [helper.make_tensor_value_info("X", TensorProto.FLOAT, [1, features])],
    [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [1, 1])],
    [numpy_helper.from_array(regression.coef_.astype(np.float32), "weights"),
     numpy_helper.from_array(regression.intercept_.astype(np.float32), "bias")])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
onnx.checker.check_model(model)
onnx.save(model, "model.onnx")

np.savez("calibrate.npz", X=table[:300])
np.savez("inputs.npz", X=table[400:])
np.savez("expected.npz", probability=regression.predict_proba(table[400:])[:, 1:])
