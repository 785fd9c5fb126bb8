/**
 * Rewrites of an imported graph: what several nodes say together is said by one, before anything is
 * calibrated or lowered. Each class knows one such form; what is no instance of it stays as it is.
 */
@NullMarked
package dev.vouch.circuits.importer.rewrite;

import org.jspecify.annotations.NullMarked;
