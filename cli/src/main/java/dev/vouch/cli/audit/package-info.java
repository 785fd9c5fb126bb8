/** {@code vouch audit}: what a key computes, without its weights. */
@NullMarked
package dev.vouch.cli.audit;

import org.jspecify.annotations.NullMarked;
