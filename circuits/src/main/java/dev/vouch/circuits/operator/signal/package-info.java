/** Signals: windows, and Fourier transforms as products with constant matrices. */
@NullMarked
package dev.vouch.circuits.operator.signal;

import org.jspecify.annotations.NullMarked;
