package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.OpsetForms;
import dev.vouch.verifier.RejectionReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** False witnesses of some forms of operators; {@link CheatingCampaign} takes all. */
class CheatingCampaignTest {
  private static final int EVERY = 30;
  private static final int PROOFS = 3;

  @Test
  void falseWitnessesOfFormsAreRefusedByTheEquation() throws Exception {
    CheatingCampaign campaign = new CheatingCampaign(7);
    List<FormFamily> families = OpsetForms.families();
    for (int i = 0; i < families.size(); i += EVERY) {
      campaign.cheat(families.get(i), PROOFS);
    }
    int refused =
        campaign.count(RejectionReason.QUADRATIC_FORM.name())
            + campaign.count(RejectionReason.PUBLIC_VALUE.name());
    assertThat(campaign.count()).isGreaterThan(50);
    assertThat(refused).isEqualTo(campaign.count());
  }
}
