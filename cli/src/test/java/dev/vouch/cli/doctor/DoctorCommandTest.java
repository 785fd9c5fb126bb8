package dev.vouch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DigitsModel;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.prover.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** doctor where all is well, and in processes that lack the prover. */
class DoctorCommandTest {
  @TempDir Path folder;

  @Test
  void aHealthyMachine() throws IOException {
    Cli.Result result = Cli.run("doctor", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode findings = result.json().get("findings");
    for (String name : List.of("vouch", "java", "machine", "memory", "randomness", "prover")) {
      assertThat(findings.get(name).get("state").asText()).as(name).isNotEqualTo("fail");
    }
    assertThat(findings.get("java").get("version").asText())
        .isEqualTo(System.getProperty("java.version"));
    assertThat(findings.get("prover").get("available").asBoolean()).isTrue();
    assertThat(Path.of(findings.get("prover").get("file").asText())).isAbsolute();
    JsonNode selfTest = findings.get("selftest");
    assertThat(selfTest.get("state").asText()).isEqualTo("ok");
    assertThat(selfTest.get("proveMillis").asDouble()).isPositive();
    assertThat(selfTest.get("verifyMillis").asDouble()).isPositive();

    String text = Cli.run("doctor").out();
    assertThat(text).contains("ok    prover", "ok    selftest", "interface version 2");
  }

  @Test
  void withoutTheProverExitCodeFiveNamesTheCause() throws Exception {
    Path missing = folder.resolve("missing.so");
    List<String> options = List.of("-Dvouch.native.library=" + missing);
    Cli.Result run = Cli.process(folder, options, "doctor", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.NO_PROVER);
    assertThat(run.out()).hasLineCount(1);
    assertThat(run.err()).startsWith("error: ").contains("missing.so").hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("ok").asBoolean()).isFalse();
    assertThat(json.get("code").asInt()).isEqualTo(ExitCode.NO_PROVER);
    JsonNode findings = json.get("findings");
    assertThat(findings.get("prover").get("causes")).hasSize(1);
    assertThat(findings.get("prover").get("advice").asText()).contains("vouch.native.library");
    assertThat(findings.get("selftest").get("state").asText()).isEqualTo("warn");
    assertThat(findings.get("java").get("options").toString()).contains("missing.so");

    Cli.Result text = Cli.process(folder, options, "doctor");
    assertThat(text.code()).isEqualTo(ExitCode.NO_PROVER);
    assertThat(text.out()).contains("fail  prover", "ok    randomness");
  }

  @Test
  void inspectWorksWithoutTheProver() throws Exception {
    DigitsModel files = DigitsModel.in(folder);
    String model = folder.resolve("digits.vouch").toString();
    String digits = files.digits().toString();
    assertThat(
            Cli.run("compile", files.onnx().toString(), "--calibrate", digits, "-o", model).code())
        .isZero();
    Cli.Result run =
        Cli.process(folder, List.of("-Dvouch.native.library=/nowhere.so"), "inspect", model);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Cost of a proof by layer");
  }

  @Test
  void everyCauseAndWhatToDoAreShown() {
    Availability none =
        new Availability(
            false,
            "no native library; first; second",
            List.of(new IOException("first\nline"), new UnsatisfiedLinkError("second")),
            null,
            1);
    Finding finding = NativeLibraryFinding.of(none);
    assertThat(finding.state()).isEqualTo(Finding.State.FAIL);
    assertThat(finding.facts().get("causes").toString()).isEqualTo("[\"first line\",\"second\"]");
    assertThat(finding.advice()).contains("cargo");
    assertThat(advice("libx.so: failed to map segment from shared object")).contains("tmpdir");
    assertThat(advice("Error looking up function 'vouch_prove'")).contains("another version");
  }

  private static String advice(String cause) {
    return NativeLibraryFinding.of(
            new Availability(
                false, "no native library", List.of(new UnsatisfiedLinkError(cause)), null, 1))
        .advice();
  }

  @Test
  void instructionSetsAreReadFromTheProcessorsFlags() {
    Finding fast =
        ProcessorFinding.of(
            List.of("model name\t: Some CPU", "flags\t\t: avx2 bmi2 avx512f avx512vl avx512ifma"));
    assertThat(fast.state()).isEqualTo(Finding.State.OK);
    assertThat(fast.text()).contains("Some CPU", "AVX2 yes", "AVX-512 IFMA yes");
    Finding slow = ProcessorFinding.of(List.of("flags\t\t: sse2 avx512f"));
    assertThat(slow.state()).isEqualTo(Finding.State.WARN);
    assertThat(slow.text()).contains("AVX2 no", "AVX-512 IFMA no");
    assertThat(ProcessorFinding.of(List.of()).text()).contains("unknown");
  }

  @Test
  void aFolderThatIsNotThereYetIsJudgedByTheOneAboveIt() {
    Finding finding = SystemFindings.temporaryFolder(folder.resolve("a/b"));
    assertThat(finding.facts().get("folder").asText()).isEqualTo(folder.toString());
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(SystemFindings.temporaryFolder(Path.of("/proc/self")).state())
        .isEqualTo(Finding.State.WARN);
  }

  @Test
  void theClassArchiveIsNamed() throws IOException {
    Path archive = Files.createFile(folder.resolve("vouch.jsa"));
    assertThat(ClassArchiveFinding.of(archive.toString(), true).state())
        .isEqualTo(Finding.State.OK);
    assertThat(ClassArchiveFinding.of(archive.toString(), false).text()).contains("does not fit");
    assertThat(ClassArchiveFinding.of("", true).text()).contains("no class data archive");
  }
}
