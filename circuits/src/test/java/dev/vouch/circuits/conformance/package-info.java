/**
 * Conformance to ONNX: its node tests, and our own forms of every operator in every opset.
 *
 * <p>Many classes: one for the forms of each kind of operators.
 */
package dev.vouch.circuits.conformance;
