/** {@code vouch split}: a network becomes parts that are proven one by one. */
@NullMarked
package dev.vouch.cli.split;

import org.jspecify.annotations.NullMarked;
