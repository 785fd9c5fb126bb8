package dev.vouch.cli.verify;

import dev.vouch.verifier.KeyLimits;
import dev.vouch.verifier.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * What a key and a proof must be, beside being right.
 *
 * @param modelId the model that the key must be of; null for any
 * @param limits what the key may cost
 * @param uncertified whether hidden weights need no certificate
 * @param weights a model file with the key's public weights; null if they are not compared
 * @param context bytes that the proof must be bound to
 * @param allRows whether proofs of rows must be of all rows of the data
 * @param data what its committed data must be
 * @param outputs where verified outputs of rows go; null if they are not wanted
 */
@SuppressWarnings("ArrayRecordComponent")
record Demands(
    @Nullable ModelId modelId,
    KeyLimits limits,
    boolean uncertified,
    @Nullable String weights,
    byte[] context,
    boolean allRows,
    DataDemands data,
    @Nullable String outputs) {
  /** Of {@code vouch verify} without options. */
  static final Demands NONE =
      new Demands(null, KeyLimits.DEFAULT, false, null, new byte[0], false, DataDemands.NONE, null);
}
