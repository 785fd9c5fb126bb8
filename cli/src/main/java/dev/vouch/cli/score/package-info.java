/** {@code vouch score}: a metric over rows that stay hidden. */
@NullMarked
package dev.vouch.cli.score;

import org.jspecify.annotations.NullMarked;
