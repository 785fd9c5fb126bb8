/**
 * Control flow, sequences and optionals, as far as they are decided before any input arrives: they
 * are gone once a model is imported.
 */
@NullMarked
package dev.vouch.circuits.operator.control;

import org.jspecify.annotations.NullMarked;
