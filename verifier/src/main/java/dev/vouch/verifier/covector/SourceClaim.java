package dev.vouch.verifier.covector;

/**
 * A covector on a source.
 *
 * @param tensor index of the source
 * @param covector the functional
 */
public record SourceClaim(int tensor, Covector covector) {}
