package dev.vouch.circuits.emit;

/**
 * How a program tensor that is a network output is declared.
 *
 * @param hidden OUTPUT rather than PUBLIC
 * @param scaleExponent value = integer · 2^-scaleExponent; the largest of scales per slice
 */
public record OutputRole(boolean hidden, int scaleExponent) {}
