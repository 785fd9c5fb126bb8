/** {@code vouch check}: how accurate a model is as integers, and what proofs of it cost. */
@NullMarked
package dev.vouch.cli.check;

import org.jspecify.annotations.NullMarked;
