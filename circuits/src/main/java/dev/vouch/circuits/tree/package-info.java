/** Ensembles of decision trees: what they are, and the table of nodes that a circuit looks up. */
@NullMarked
package dev.vouch.circuits.tree;

import org.jspecify.annotations.NullMarked;
