/** One operation of a graph: node, attributes, and what is known of its values. */
@NullMarked
package dev.vouch.circuits.node;

import org.jspecify.annotations.NullMarked;
