package dev.vouch.verifier.tampering;

import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;

/** The ways in which a proof can be verified: all must come to the same. */
enum Route {
  ALONE {
    @Override
    void verify(Target target, Attempt attempt) throws VerificationException {
      attempt.verifier().verify(attempt.proof(), attempt.context());
    }
  },
  /** With the key's certificate, on several threads. */
  ONCE {
    @Override
    void verify(Target target, Attempt attempt) throws VerificationException {
      Verifier.verifyOnceUncertified(
          attempt.verifier().key(), attempt.proof(), attempt.context(), ForkJoinPool.commonPool());
    }
  },
  /** Between two true proofs. */
  BATCH {
    @Override
    void verify(Target target, Attempt attempt) throws VerificationException {
      if (attempt.verifier() != target.verifier()) {
        ALONE.verify(target, attempt);
        return;
      }
      try {
        attempt
            .verifier()
            .verifyAll(
                List.of(target.bytes(), attempt.proof(), target.bytes()),
                List.of(target.context(), attempt.context(), target.context()));
      } catch (VerificationException e) {
        if (e.batchIndex().orElse(-1) != 1) {
          throw new IllegalStateException("another proof is blamed", e);
        }
        throw e;
      }
    }
  };

  private static final int RARELY = 32;

  /** Mostly alone. */
  static Route of(Random random) {
    int drawn = random.nextInt(RARELY);
    return drawn == 0 ? ONCE : drawn == 1 ? BATCH : ALONE;
  }

  /** Returns if the proof is accepted. */
  abstract void verify(Target target, Attempt attempt) throws VerificationException;
}
