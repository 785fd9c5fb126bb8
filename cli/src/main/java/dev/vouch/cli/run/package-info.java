/** {@code vouch run}: the integer inference alone, without a proof. */
@NullMarked
package dev.vouch.cli.run;

import org.jspecify.annotations.NullMarked;
