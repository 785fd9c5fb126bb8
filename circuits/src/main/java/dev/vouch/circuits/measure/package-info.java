/**
 * What compiling asks of calibration data and of hidden weights. All of it goes through {@link
 * dev.vouch.circuits.measure.Measurements}: a compile that is published records the answers, an
 * audit repeats them, and any other compile takes them as they are.
 */
@NullMarked
package dev.vouch.circuits.measure;

import org.jspecify.annotations.NullMarked;
