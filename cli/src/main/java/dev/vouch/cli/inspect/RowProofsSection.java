package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.RowSpan;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file of proofs of rows says of itself, and what only verification tells.
 *
 * @param chain whether the first proof is one of a chain, so that the id is a chain's
 * @param first the rows of the first record begin here; −1 if there is none
 * @param end the rows of the last record end before this
 * @param last whether the last record is said to be of the data's last row
 */
record RowProofsSection(
    ModelId model,
    boolean chain,
    int batch,
    long proofs,
    long first,
    long end,
    boolean last,
    boolean cutOff)
    implements Section {
  static RowProofsSection of(byte[] bytes) throws IOException, MalformedRowsException {
    try (RowProofReader reader = RowProofReader.of(new ByteArrayInputStream(bytes))) {
      long proofs = 0;
      long first = -1;
      boolean chain = false;
      @Nullable RowProof latest = null;
      for (@Nullable RowProof next = reader.next(); next != null; next = reader.next()) {
        proofs++;
        if (latest == null) {
          first = next.range().first();
          chain = FileKind.of(next.proof()).filter(FileKind.CHAIN_PROOF::equals).isPresent();
        }
        latest = next;
      }
      return new RowProofsSection(
          reader.model(),
          chain,
          reader.batch(),
          proofs,
          first,
          latest == null ? -1 : latest.range().end(),
          latest != null && latest.range().last(),
          reader.isCutOff());
    }
  }

  @Override
  public void put(ObjectNode root) {
    root.put(chain ? "claimedChainId" : "claimedModelId", model.hex());
    root.putObject("rows")
        .put("batch", batch)
        .put("proofs", proofs)
        .put("first", first)
        .put("end", end)
        .put("last", last)
        .put("cutOff", cutOff);
  }

  @Override
  public List<Block> blocks() {
    String rows = proofs == 0 ? "none" : new RowSpan(first, end, last).text();
    return List.of(
        Block.row("claims", "NOT VERIFIED: run vouch verify before you believe any value below"),
        Block.row(chain ? "chain id" : "model id", model.hex() + " (as the file says)"),
        Block.row("proofs", proofs + ", each of up to " + batch + " rows"),
        Block.row("rows", rows + (cutOff ? "; a record after them is cut off" : "")));
  }
}
