package dev.vouch.verifier.opening;

import dev.vouch.verifier.covector.RowFunctional;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.equation.AffineForm;
import java.util.List;

/**
 * Lin of protocol.md §5: what the assertions say about committed values.
 *
 * @param value what it comes to
 * @param claims covectors on committed tensors
 * @param tables the rest: what S says about the multiplicities of direct tables
 */
public record LinearClaim(AffineForm value, List<SourceClaim> claims, RowFunctional tables) {}
