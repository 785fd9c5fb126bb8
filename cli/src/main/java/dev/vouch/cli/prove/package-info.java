/** {@code vouch prove}: an inference and its proof, with the times of the proof's stages. */
@NullMarked
package dev.vouch.cli.prove;

import org.jspecify.annotations.NullMarked;
