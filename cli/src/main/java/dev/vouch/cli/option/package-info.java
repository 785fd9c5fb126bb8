/** Options that several commands share, one class a group; each says what its values mean. */
@NullMarked
package dev.vouch.cli.option;

import org.jspecify.annotations.NullMarked;
