/**
 * What an ONNX operator is ({@link dev.vouch.circuits.operator.Operator}), what one is that can be
 * part of a circuit ({@link dev.vouch.circuits.operator.Lowered}), and what several families share:
 * axes, lanes, windows, casts, division of integers.
 *
 * <p>The operators are in a package a family, one file each: what shape they give, what they
 * compute in double arithmetic, and how they are lowered. To add one, write its file, name it in
 * its family's list and give it a form in the tests' list of the same family.
 */
@NullMarked
package dev.vouch.circuits.operator;

import org.jspecify.annotations.NullMarked;
