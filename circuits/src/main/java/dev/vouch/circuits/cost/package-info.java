/** What circuits cost: counts, rates, and the choices made by them. */
@NullMarked
package dev.vouch.circuits.cost;

import org.jspecify.annotations.NullMarked;
