"""A scikit-learn perceptron: converted by skl2onnx, then cut before the operators that choose a label."""
import numpy as np
import onnx
from skl2onnx import to_onnx
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

digits, labels = load_digits(return_X_y=True)
digits = (digits / 16).astype(np.float32)
classifier = MLPClassifier((32,), max_iter=300, random_state=0).fit(digits[:1200], labels[:1200])

converted = to_onnx(classifier, digits[:1], options={"zipmap": False})
onnx.save(converted, "converted.onnx")
onnx.utils.extract_model("converted.onnx", "model.onnx", ["X"], ["probabilities"])

np.savez("calibrate.npz", X=digits[:300])
np.savez("inputs.npz", X=digits[1200:1400])
np.savez("expected.npz", probabilities=classifier.predict_proba(digits[1200:1400]))
