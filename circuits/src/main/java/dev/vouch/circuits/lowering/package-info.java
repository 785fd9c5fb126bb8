/** What operators build the integer program with: wires, views and the lowering context. */
@NullMarked
package dev.vouch.circuits.lowering;

import org.jspecify.annotations.NullMarked;
