/** {@code vouch compile}: an ONNX model becomes a model to prove with and a key to verify with. */
@NullMarked
package dev.vouch.cli.compile;

import org.jspecify.annotations.NullMarked;
