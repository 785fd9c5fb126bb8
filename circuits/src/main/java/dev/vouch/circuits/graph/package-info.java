/**
 * Form 1, the graph of a network: nodes and values with static shapes, what is not supported of
 * one, its samples, and its interpreter in floating point.
 */
@NullMarked
package dev.vouch.circuits.graph;

import org.jspecify.annotations.NullMarked;
