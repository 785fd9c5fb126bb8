/** {@code vouch commit}: commitments to rows of data, before and apart from any proof. */
@NullMarked
package dev.vouch.cli.commit;

import org.jspecify.annotations.NullMarked;
