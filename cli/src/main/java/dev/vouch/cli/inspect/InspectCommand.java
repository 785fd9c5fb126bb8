package dev.vouch.cli.inspect;

import dev.vouch.circuits.facts.LayerNodes;
import dev.vouch.circuits.facts.ProgramNumbers;
import dev.vouch.circuits.facts.PublishedNumber;
import dev.vouch.circuits.facts.PublishedNumbers;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.report.ChainSection;
import dev.vouch.cli.report.DataCommitmentSection;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.LookupTableSection;
import dev.vouch.cli.report.PortSection;
import dev.vouch.cli.report.ProofSizes;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.SourceSection;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch inspect}: what is in a model, a key or a proof; verifies nothing. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Show what is in a model, a key, a proof, a commitment or openings.",
      "Shapes, scales, commitments, security, cost by layer, and which numbers derive from weights "
          + "or calibration data. Never shows weights or blinders, and verifies nothing."
    })
public final class InspectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = {
        "MODEL.vouch, MODEL.vk, X.proof, X.proofs, X.commitment or X.openings;",
        "models, keys and proofs of chains too; '-' is standard input."
      })
  private String file = "";

  @Option(
      names = "--key",
      paramLabel = "MODEL.vk",
      description = "For a proof: the key that gives names, shapes and scales to its values.")
  private @Nullable String keyFile;

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(file, keyFile == null ? List.of() : List.of(keyFile));
    InputFile input = new InputFile(file);
    byte[] bytes = input.bytes();
    VouchFile kind = VouchFile.of(bytes, input.toString());
    if (keyFile != null && !kind.isProof()) {
      throw CommandException.usage("a " + kind.words() + " needs no key; --key; leave it out");
    }
    List<Section> sections = new ArrayList<>();
    sections.add(new FileSection(kind, bytes));
    sections.addAll(
        switch (kind) {
          case MODEL -> ofModel(ModelFile.decode(bytes));
          case KEY -> ofKey(VerifyingKey.decode(bytes));
          case PROOF, COMPACT_PROOF -> ofProof(bytes);
          case ROW_PROOFS -> List.of(RowProofsSection.of(bytes));
          case OPENINGS -> List.of(OpeningsSection.of(bytes));
          case COMMITMENT -> List.of(new DataCommitmentSection(DataCommitmentFile.read(bytes)));
          case CHAIN_MODEL -> ofChain(ChainSection.of(ChainModelFile.decode(bytes)));
          case CHAIN_KEY -> ofChain(ChainSection.of(ChainKey.decode(bytes, KeyReader.create())));
          case CHAIN_PROOF -> List.of(new ChainProofSection(ChainProof.decode(bytes)));
        });
    return reporting.print(Report.of(sections.toArray(Section[]::new)));
  }

  private static List<Section> ofModel(ModelFile model) {
    List<PublishedNumber> numbers = new ArrayList<>(PublishedNumbers.of(model.key().circuit()));
    numbers.addAll(ProgramNumbers.of(model.program()));
    List<Section> sections = new ArrayList<>();
    sections.add(new ProgramSection(model));
    sections.addAll(ofKey(model.key(), LayerNodes.of(model.program()), numbers));
    return sections;
  }

  private static List<Section> ofChain(ChainSection chain) {
    return List.of(new IndependenceSection(chain.key()), chain);
  }

  private static List<Section> ofKey(VerifyingKey key) {
    return ofKey(key, Map.of(), PublishedNumbers.of(key.circuit()));
  }

  private static List<Section> ofKey(
      VerifyingKey key, Map<String, List<NodeRef>> nodes, List<PublishedNumber> numbers) {
    return List.of(
        new KeyFacts(key),
        new ProofSizes(key),
        new IndependenceSection(key),
        new PortSection(key),
        SourceSection.of(key.circuit()),
        new WeightSection(key),
        new CostSection(key.layout(), nodes),
        new LookupTableSection(key.circuit()),
        new PublishedSection(numbers));
  }

  private List<Section> ofProof(byte[] bytes)
      throws VerificationException, MalformedModelFileException, CommandException, IOException {
    Proof proof = Proof.decode(bytes);
    if (keyFile == null) {
      return List.of(
          new ClaimedModel(proof),
          new ProofSection(proof),
          new ProofBytes(bytes.length, proof, null));
    }
    VerifyingKey key = key(new InputFile(keyFile));
    if (!key.modelId().equals(ModelId.of(proof.modelId()))) {
      throw CommandException.usage(
          "the key is of model "
              + key.modelId().hex()
              + ", the proof names "
              + HexFormat.of().formatHex(proof.modelId())
              + "; --key; give the key of that model");
    }
    Proof checked = Proof.decode(bytes, key.circuit());
    return List.of(
        new ClaimedModel(checked),
        new StatementSection(checked, key.circuit()),
        new ProofBytes(bytes.length, checked, key.planOf(checked)));
  }

  /** The key in a key or a model file. */
  private static VerifyingKey key(InputFile input)
      throws CommandException, IOException, MalformedKeyException, MalformedModelFileException {
    byte[] bytes = input.bytes();
    return switch (VouchFile.of(bytes, input.toString())) {
      case MODEL -> ModelFile.decode(bytes).key();
      case KEY -> VerifyingKey.decode(bytes);
      case PROOF, COMPACT_PROOF, ROW_PROOFS, OPENINGS, COMMITMENT, CHAIN_PROOF ->
          throw CommandException.usage(input + " is no key; --key; give MODEL.vk or MODEL.vouch");
      case CHAIN_MODEL, CHAIN_KEY ->
          throw CommandException.usage(
              "a chain has a key for each part; --key; give that of the proof's model");
    };
  }
}
