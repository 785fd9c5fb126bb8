package dev.vouch.circuits.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.conformance.OpsetForms;
import org.junit.jupiter.api.Test;

/**
 * The search over models finds what there is to find: a second witness where an assertion is left
 * out. (That there is none otherwise every test of a small model checks, by its helper.)
 */
class ModelRepairTest {
  private static final int EVERY = 12;
  private static final RepairSearch.Effort EFFORT = new RepairSearch.Effort(5, 400, 4);

  @Test
  void mostAssertionsAreMissedIfTheyAreLeftOut() throws Exception {
    RepairCampaign campaign = new RepairCampaign(3, EFFORT, 2);
    for (int i = 0; i < OpsetForms.families().size(); i += EVERY) {
      campaign.search(OpsetForms.families().get(i));
    }
    RepairCampaign.Row sum = campaign.sum();
    assertThat(sum.solutions()).isZero();
    assertThat(sum.models()).isGreaterThan(30);
    assertThat(sum.found()).as("of %d", sum.controls()).isGreaterThan(sum.controls() * 2 / 3);
  }
}
