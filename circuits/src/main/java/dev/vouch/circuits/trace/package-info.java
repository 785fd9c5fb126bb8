/**
 * Why an inference cannot be proven: plain evaluation of a circuit, and the cells that violate it,
 * by ONNX node. Everything here sees secrets.
 */
@NullMarked
package dev.vouch.circuits.trace;

import org.jspecify.annotations.NullMarked;
