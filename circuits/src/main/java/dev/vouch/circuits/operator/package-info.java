/**
 * The ONNX operators, one file each: what shape they give and what they compute, in double
 * arithmetic.
 */
@NullMarked
package dev.vouch.circuits.operator;

import org.jspecify.annotations.NullMarked;
