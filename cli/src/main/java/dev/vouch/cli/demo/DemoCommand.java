package dev.vouch.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.console.JsonReport;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.digits.DemoNetwork;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vouch demo}: the whole line on a digit classifier that comes with vouch. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Prove what a small network reads in a handwritten digit, and check the proof.")
public final class DemoCommand implements Callable<Integer> {
  private static final int SIDE = 28;
  private static final int DIGITS = 10;
  private static final String LABELS = "labels";

  @Option(
      names = "--digit",
      paramLabel = "0-9",
      description = "Which digit. Default: ${DEFAULT-VALUE}.")
  private int digit = 3;

  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    if (digit < 0 || digit >= DIGITS) {
      throw CommandException.usage("no digit " + digit + "; --digit; give 0 to 9");
    }
    DemoNetwork demo = DemoNetwork.read();
    return run(demo.graph(), demo.samples(), indexOf(demo.arrays()));
  }

  private int indexOf(Map<String, TensorData> arrays) {
    TensorData labels = arrays.get(LABELS);
    for (int i = 0; labels != null && i < labels.size(); i++) {
      if (labels.longs()[i] == digit) {
        return i;
      }
    }
    throw new IllegalStateException("the demo's data has no digit " + digit);
  }

  private int run(Graph graph, Samples samples, int index) throws Exception {
    int threadCount = threads.count();
    long start = System.nanoTime();
    ModelFile model =
        Prover.commit(
            Compiler.compile(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples.all())),
            threadCount);
    byte[] keyBytes = model.key().encode();
    final long compiled = System.nanoTime();

    Map<String, TensorData> sample = samples.get(index);
    ProvedInference proved;
    try (Prover prover = Prover.of(model, threadCount)) {
      proved = prover.prove(sample);
    }
    final long proven = System.nanoTime();

    Verifier verifier = Verifier.of(VerifyingKey.decode(keyBytes));
    final long ready = System.nanoTime();
    VerifiedInference verified = verifier.verify(proved.proof());
    final long verifiedAt = System.nanoTime();

    int answer = answer(verified);
    String tampered = rejection(verifier, proved.proof());
    JsonReport json = JsonReport.success();
    ObjectNode node = json.root();
    node.put("digit", digit).put("answer", answer).put("accepted", true);
    node.put("tamperedRejected", true).put("tamperedReason", tampered);
    node.put("compileSeconds", Units.seconds(compiled - start))
        .put("proveSeconds", Units.seconds(proven - compiled))
        .put("verifyMillis", Units.millis(verifiedAt - ready))
        .put("proofBytes", proved.proof().length)
        .put("keyBytes", keyBytes.length)
        .put("securityBits", verified.securityBits())
        .put("modelId", verified.modelIdHex())
        .put("threads", threadCount);
    ModelFacts facts = ModelFacts.of(model.key().circuit());
    facts.put(node);
    PeakMemory.put(node);
    String text =
        String.join(
            "\n",
            "A handwritten digit and a network of " + facts.parameters() + " weights.",
            "The prover sees this:",
            "",
            DigitPicture.text(sample.values().iterator().next(), SIDE),
            "compile   " + Units.time(compiled - start) + "  ONNX to circuit, weights committed",
            "prove     " + Units.time(proven - compiled) + "  on " + threadCount + " threads",
            "verify    " + Units.time(verifiedAt - ready) + "  in plain Java, first run",
            "",
            "The verifier sees the key ("
                + Units.size(keyBytes.length)
                + "), the proof ("
                + Units.size(proved.proof().length)
                + ") and the output:",
            "output    " + TensorReports.of(verified.outputs()).get(0).text(),
            "answer    " + answer,
            "hidden    " + facts.hidden() + " (zero knowledge: the proof tells nothing of them)",
            "security  " + verified.securityBits() + " bits, no trusted setup",
            "",
            "Proof accepted. With one bit of it changed: " + tampered + ".");
    reporting.result(json, text);
    return ExitCode.OK;
  }

  private static int answer(VerifiedInference verified) {
    long[] scores = verified.outputs().get(0).integers();
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Changes the last bit that changes nothing but the claim, and returns why that is refused. */
  private static String rejection(Verifier verifier, byte[] proof) throws CommandException {
    byte[] tampered = proof.clone();
    tampered[tampered.length / 2] ^= 1;
    try {
      verifier.verify(tampered);
    } catch (VerificationException e) {
      return e instanceof dev.vouch.verifier.ProofRejectedException rejected
          ? "rejected (" + rejected.reason() + ")"
          : "refused (malformed)";
    }
    throw new CommandException(
        ExitCode.INTERNAL, "UNSOUND", "a changed proof was accepted; the verifier; report this");
  }
}
