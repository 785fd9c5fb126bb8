package dev.vouch.verifier.tampering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.RejectionReason;
import org.junit.jupiter.api.Test;

/** A short campaign; {@link TamperingCampaign} makes the long ones. */
class TamperingTest {
  private static final int CYCLES = 12;

  /**
   * None is accepted, none does anything but be refused, and a canonical change is refused by the
   * algebra or by a declared range, not by a parser.
   */
  @Test
  void nothingButTheProofItselfIsAccepted() throws Exception {
    Campaign campaign = new Campaign(1);
    Results results = Results.none(1);
    campaign.run(0, (long) CYCLES * campaign.cycle(), results);
    assertThat(results.failures()).isEmpty();
    for (Job job : campaign.jobs()) {
      assertThat(results.changes(job)).as(job.name()).isGreaterThan(CYCLES * job.share() / 4);
      if (job.group().equals(Job.MESSAGES)) {
        long byAlgebra =
            results.count(job, RejectionReason.QUADRATIC_FORM.name())
                + results.count(job, RejectionReason.GROUP_EQUATIONS.name());
        assertThat(byAlgebra).as(job.name()).isEqualTo(results.changes(job));
      }
    }
  }
}
