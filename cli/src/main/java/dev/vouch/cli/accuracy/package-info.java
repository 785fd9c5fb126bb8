/**
 * How far a network as integers is from the network in floating point: which samples are run, the
 * report with its sections, and where it is written. {@code compile} and {@code check} share it.
 */
@NullMarked
package dev.vouch.cli.accuracy;

import org.jspecify.annotations.NullMarked;
