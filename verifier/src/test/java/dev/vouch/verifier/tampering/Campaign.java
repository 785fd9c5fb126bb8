package dev.vouch.verifier.tampering;

import dev.vouch.verifier.VerificationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Numbered attempts: what number i does follows from the seed and i alone, so a campaign can be
 * made in portions and any attempt again.
 */
final class Campaign {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** How often another change is drawn if one would be none. */
  private static final int TRIES = 20;

  private final long seed;
  private final List<Job> jobs;

  /** The jobs, each as often as its share says. */
  private final List<Job> turns = new ArrayList<>();

  Campaign(long seed) throws VerificationException {
    this.seed = seed;
    this.jobs = Job.all(Targets.read());
    jobs.forEach(job -> turns.addAll(Collections.nCopies(job.share(), job)));
    Collections.shuffle(turns, new Random(seed));
  }

  List<Job> jobs() {
    return jobs;
  }

  /** How many attempts it takes until each job had its turns. */
  int cycle() {
    return turns.size();
  }

  /** Makes the attempts from … to − 1 and counts their outcomes. */
  void run(long from, long to, Results results) {
    for (long number = from; number < to; number++) {
      Job job = turns.get((int) (number % turns.size()));
      Random random = new Random((seed + number) * MIX);
      Target target = job.target(random);
      Route route = Route.of(random);
      Optional<Attempt> attempt = Optional.empty();
      for (int tries = 0; tries < TRIES && attempt.isEmpty(); tries++) {
        target = job.target(random);
        attempt = job.tampering().attempt(target, random);
      }
      if (attempt.isEmpty()) {
        results.unchanged(job);
      } else {
        long start = System.nanoTime();
        String outcome = attempt.get().outcome(target, route);
        results.count(job, outcome, number, System.nanoTime() - start);
      }
    }
  }
}
