/** {@code vouch part}: one part of a model that is proven in parts, without the others. */
@NullMarked
package dev.vouch.cli.part;

import org.jspecify.annotations.NullMarked;
