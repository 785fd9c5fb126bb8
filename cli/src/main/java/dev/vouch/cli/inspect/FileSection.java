package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.util.List;
import java.util.Locale;

/** Which of vouch's files one is. */
@SuppressWarnings("ArrayRecordComponent")
record FileSection(VouchFile kind, byte[] bytes) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("kind", kind.isProof() ? "proof" : kind.name().toLowerCase(Locale.ROOT))
        .put("formatVersion", kind.version(bytes))
        .put("bytes", bytes.length)
        .put("verified", false);
  }

  @Override
  public List<Block> blocks() {
    return List.of(
        Block.row(
            "file",
            kind.words()
                + ", format version "
                + kind.version(bytes)
                + ", "
                + Units.size(bytes.length)
                + "; shown as it is, nothing is verified"));
  }
}
