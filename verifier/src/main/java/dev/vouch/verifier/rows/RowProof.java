package dev.vouch.verifier.rows;

/**
 * A proof and the rows that it is said to be about, as yet unverified. The array is not copied:
 * treat it as read-only.
 *
 * @param proof either form (formats.md §4)
 */
@SuppressWarnings("ArrayRecordComponent")
public record RowProof(RowRange range, byte[] proof) {}
