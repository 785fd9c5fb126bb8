package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.PaddedSpace;

/**
 * A committed tensor as a matrix (protocol.md §2.2): columns are the low {@code columnBits} bits of
 * a cell's padded address, rows the rest; only rows with a real cell exist, in ascending order.
 *
 * @param tensor index of the tensor
 * @param space its padded space
 * @param columnBits c_T
 * @param rows how many rows exist
 * @param firstRow number of its first row among the rows of all committed tensors: MODEL first,
 *     then INPUT and OUTPUT, then WITNESS
 */
public record Matrix(int tensor, PaddedSpace space, int columnBits, int rows, int firstRow) {}
