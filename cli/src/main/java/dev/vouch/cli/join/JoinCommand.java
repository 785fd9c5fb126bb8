package dev.vouch.cli.join;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.ChainKeyFile;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch join}: puts the proofs of a chain's parts into one file; verifies nothing. */
@Command(
    name = "join",
    mixinStandardHelpOptions = true,
    description = {
      "Put the proofs of all parts, made with prove --part, into the one proof of the chain.",
      "Needs no secret, and verifies nothing: vouch verify does."
    })
public final class JoinCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL.vk", description = "The key that split wrote.")
  private String keyFile = "";

  @Parameters(
      index = "1..*",
      arity = "2..*",
      paramLabel = "X.K.proof",
      description = "The proofs of the parts, in any order.")
  private List<String> proofFiles = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The proof of the chain; '-' is standard output.")
  private String out = "";

  @Option(names = "--force", description = "Overwrite an existing file; write to a terminal.")
  private boolean force;

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(keyFile, proofFiles);
    OutputFile file = OutputFile.open(out, force);
    OutputFile.requireNotRead(
        Stream.concat(Stream.of(keyFile), proofFiles.stream()).toList(), file);
    reporting.requireFreeStandardOutput(List.of(file));
    ChainKey key = ChainKeyFile.read(keyFile);
    List<Optional<byte[]>> parts = new ArrayList<>();
    key.keys().forEach(part -> parts.add(Optional.empty()));
    for (String name : proofFiles) {
      place(key, parts, name);
    }
    List<byte[]> proofs = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      int missing = part;
      proofs.add(
          parts
              .get(part)
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          "no proof is one of part "
                              + missing
                              + "; "
                              + keyFile
                              + "; make it with prove --part "
                              + missing)));
    }
    byte[] bytes = new ChainProof(key.modelId(), proofs).encode();
    file.write(bytes);
    return reporting.confirm(Report.of(new Joined(file, bytes.length, key)), List.of(file));
  }

  private void place(ChainKey key, List<Optional<byte[]>> parts, String name)
      throws IOException, CommandException {
    byte[] bytes = new InputFile(name).bytes();
    ModelId model;
    try {
      model = ModelId.of(Proof.decode(bytes).modelId());
    } catch (MalformedProofException e) {
      throw WrongFile.of(name, bytes, VouchFile.PROOF, e, "give proofs that prove --part wrote");
    }
    boolean known = false;
    for (int part = 0; part < parts.size(); part++) {
      if (key.keys().get(part).modelId().equals(model)) {
        known = true;
        if (parts.get(part).isEmpty()) { // parts of equal public weights have one id
          parts.set(part, Optional.of(bytes));
          return;
        }
      }
    }
    if (known) {
      throw CommandException.usage(
          "another proof is of the same part; " + name + "; give one of each part");
    }
    throw CommandException.usage(
        "a proof of model "
            + model
            + ", which is no part of the chain; "
            + name
            + "; give proofs of the parts of "
            + keyFile);
  }

  private record Joined(OutputFile file, int bytes, ChainKey key) implements Section {
    @Override
    public void put(ObjectNode root) {
      root.put("proof", file.toString())
          .put("proofBytes", bytes)
          .put("parts", key.keys().size())
          .put("chainId", key.modelId().hex());
    }

    @Override
    public List<Block> blocks() {
      return List.of(
          Block.row("proof", file + "  " + Units.size(bytes)),
          Block.row("parts", String.valueOf(key.keys().size())),
          Block.row("chain id", key.modelId().hex()));
    }
  }
}
