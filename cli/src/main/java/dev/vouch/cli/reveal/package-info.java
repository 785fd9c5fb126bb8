/** {@code vouch reveal}: what shows a row, or a sum of rows, of what is committed to. */
@NullMarked
package dev.vouch.cli.reveal;

import org.jspecify.annotations.NullMarked;
