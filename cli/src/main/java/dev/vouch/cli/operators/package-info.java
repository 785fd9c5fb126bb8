/** {@code vouch operators}: which operators of ONNX there are, and what is said of them. */
@NullMarked
package dev.vouch.cli.operators;

import org.jspecify.annotations.NullMarked;
