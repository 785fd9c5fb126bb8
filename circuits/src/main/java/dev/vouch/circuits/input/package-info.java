/**
 * Input data of networks in the forms users have it: NumPy, JSON, CSV, ONNX tensors and test data,
 * images. All bytes are untrusted.
 */
@NullMarked
package dev.vouch.circuits.input;

import org.jspecify.annotations.NullMarked;
