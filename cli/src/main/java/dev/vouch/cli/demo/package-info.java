/** {@code vouch demo}: from a handwritten digit to a verified proof, on a network that is here. */
@NullMarked
package dev.vouch.cli.demo;

import org.jspecify.annotations.NullMarked;
