/** Which operators vouch knows: one line a family. */
@NullMarked
package dev.vouch.circuits.catalogue;

import org.jspecify.annotations.NullMarked;
