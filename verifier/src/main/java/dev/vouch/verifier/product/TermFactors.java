package dev.vouch.verifier.product;

/** What follows the rounds over k of protocol.md §6. */
public enum TermFactors {
  /** A sumcheck over the terms leaves two factors, A(y) and B(y). */
  JOINED,
  /** Two factors a term, A_g(r) and B_g(r): proof files of versions 1 and 2 (formats.md §4). */
  SEPARATE;

  /** Hidden messages that carry factors: those that occur in products of two. */
  public int messages(int terms) {
    return 2 * (this == JOINED ? Math.min(terms, 1) : terms);
  }

  /** m: rounds over the bits of a term's number g. */
  int rounds(int terms) {
    return this == JOINED && terms > 1 ? Integer.SIZE - Integer.numberOfLeadingZeros(terms - 1) : 0;
  }
}
