package dev.vouch.circuits.lowering;

/**
 * Where a summand lies along one axis of a sum's result: cell i of its axis {@code part} at cell
 * {@code offset + step · i} of the result's axis {@code whole}. Other summands may fill the cells
 * in between; what none fills is 0.
 *
 * @param part label of an axis of the summand's operands that is one factor
 * @param whole label of the result's axis
 * @param step at least 1
 */
public record Placement(char part, char whole, int offset, int step) {}
