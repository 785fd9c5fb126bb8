/**
 * Reading ONNX files: protobuf messages to tensors and nodes, with external data. All bytes are
 * untrusted.
 */
@NullMarked
package dev.vouch.circuits.onnx;

import org.jspecify.annotations.NullMarked;
