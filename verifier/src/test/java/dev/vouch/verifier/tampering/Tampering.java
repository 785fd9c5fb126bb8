package dev.vouch.verifier.tampering;

import java.util.Optional;
import java.util.Random;

/** One way to change proofs or what they are about. */
interface Tampering {
  /** An attempt at a target; empty if the change would be none. */
  Optional<Attempt> attempt(Target target, Random random);
}
