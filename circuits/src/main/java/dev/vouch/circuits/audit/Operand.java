package dev.vouch.circuits.audit;

/**
 * A place where a value is read.
 *
 * @param type operator type
 * @param index of the operand
 */
record Operand(String type, int index) {}
