/** The digit classifier that comes with vouch: what {@code demo} shows and {@code doctor} tries. */
@NullMarked
package dev.vouch.cli.digits;

import org.jspecify.annotations.NullMarked;
