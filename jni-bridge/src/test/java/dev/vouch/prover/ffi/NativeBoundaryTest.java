package dev.vouch.prover.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.vouch.prover.testing.Net;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Misuse of the native boundary: a code and a message each time, never a crash. */
class NativeBoundaryTest {
  private final Net net = Net.read("tiny");

  @BeforeAll
  static void load() {
    assertThat(NativeProver.availability().available())
        .as(NativeProver.availability().detail())
        .isTrue();
  }

  @Test
  void wrongLengthsAreRefused() throws Exception {
    try (NativeSession session = NativeSession.open(net.circuit(), 1);
        ControlBlock control = new ControlBlock()) {
      long[] model = net.modelValues();
      byte[] points = net.modelPoints();
      byte[] blinders = net.modelBlinders();
      long[] witness = net.witnessValues();
      expect(NativeCode.NO_MODEL, () -> session.prove(net.context(), List.of(witness), control));
      expect(
          NativeCode.BAD_LENGTH,
          () -> session.loadModel(List.of(shorter(model)), points, blinders));
      expect(
          NativeCode.BAD_LENGTH, () -> session.loadModel(List.of(longer(model)), points, blinders));
      expect(NativeCode.BAD_LENGTH, () -> session.loadModel(List.of(), points, blinders));
      expect(
          NativeCode.BAD_LENGTH,
          () -> session.loadModel(List.of(model), shorter(points), blinders));
      expect(NativeCode.BAD_LENGTH, () -> session.loadModel(List.of(model), points, new byte[0]));
      expect(NativeCode.BAD_LENGTH, () -> session.commitModel(List.of(shorter(model)), control));
      session.loadModel(List.of(model), points, blinders);
      expect(
          NativeCode.BAD_LENGTH,
          () -> session.prove(net.context(), List.of(shorter(witness)), control));
      expect(
          NativeCode.BAD_LENGTH,
          () -> session.prove(net.context(), List.of(longer(witness)), control));
      expect(NativeCode.BAD_LENGTH, () -> session.prove(net.context(), List.of(), control));
      expect(
          NativeCode.BAD_ARGUMENT, () -> session.prove(new byte[65537], List.of(witness), control));
      assertThat(session.prove(new byte[65536], List.of(witness), control).messages()).isNotEmpty();
    }
  }

  @Test
  void givenBlindersAreChecked() throws Exception {
    try (NativeSession session = NativeSession.open(net.circuit(), 1);
        ControlBlock control = new ControlBlock()) {
      session.loadModel(List.of(net.modelValues()), net.modelPoints(), net.modelBlinders());
      List<long[]> witness = List.of(net.witnessValues());
      byte[] both = {1, 1};
      byte[] blinders = new byte[64];
      Arrays.fill(blinders, (byte) 5);
      GivenBlinders given = new GivenBlinders(both, blinders);
      NativeSession.NativeProof one = session.prove(net.context(), witness, given, control);
      NativeSession.NativeProof two = session.prove(net.context(), witness, given, control);
      assertThat(one.hiddenBlinders()).isEqualTo(blinders);
      assertThat(one.hiddenPoints()).isEqualTo(two.hiddenPoints());
      assertThat(one.messages()).isNotEqualTo(two.messages());
      expect(
          NativeCode.BAD_LENGTH,
          () -> prove(session, new GivenBlinders(both, shorter(blinders)), control));
      expect(
          NativeCode.BAD_LENGTH,
          () -> prove(session, new GivenBlinders(new byte[1], blinders), control));
      byte[] second = Arrays.copyOf(blinders, 32); // and 32 zeros
      expect(
          NativeCode.BAD_ARGUMENT,
          () -> prove(session, new GivenBlinders(both, Arrays.copyOf(second, 64)), control));
      byte[] tooLarge = blinders.clone();
      tooLarge[63] = (byte) 0xff;
      expect(
          NativeCode.BAD_ARGUMENT,
          () -> prove(session, new GivenBlinders(both, tooLarge), control));
    }
  }

  private void prove(NativeSession session, GivenBlinders given, ControlBlock control)
      throws NativeCallException {
    session.prove(net.context(), List.of(net.witnessValues()), given, control);
  }

  @Test
  void valuesOutsideTheirRangeAreNamedButNotShown() throws Exception {
    try (NativeSession session = NativeSession.open(net.circuit(), 1);
        ControlBlock control = new ControlBlock()) {
      session.loadModel(List.of(net.modelValues()), net.modelPoints(), net.modelBlinders());
      long[] witness = net.witnessValues();
      witness[0] = 123456789012345L;
      assertThatThrownBy(() -> session.prove(net.context(), List.of(witness), control))
          .isInstanceOfSatisfying(
              NativeCallException.class,
              e -> assertThat(e.code()).isEqualTo(NativeCode.VALUE_RANGE))
          .hasMessageNotContaining("123456789012345");
    }
  }

  @Test
  void bytesThatAreNoCircuitAreRefused() {
    byte[] circuit = net.circuit();
    expect(NativeCode.MALFORMED_CIRCUIT, () -> NativeSession.open(new byte[0], 1));
    expect(
        NativeCode.MALFORMED_CIRCUIT,
        () -> NativeSession.open(Arrays.copyOf(circuit, circuit.length - 1), 1));
    expect(
        NativeCode.MALFORMED_CIRCUIT,
        () -> NativeSession.open(Arrays.copyOf(circuit, circuit.length + 1), 1));
    for (int threads : new int[] {-1, 0, 1025}) {
      assertThatThrownBy(() -> NativeSession.open(circuit, threads))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nullPointersAreRefused() {
    LongByReference out = new LongByReference();
    code(NativeCode.NULL_POINTER, NativeCalls.vouch_session_open(null, 10, 1, out));
    try (Memory memory = new Memory(64)) {
      code(NativeCode.NULL_POINTER, NativeCalls.vouch_session_open(memory, 10, 1, nullReference()));
      code(NativeCode.BAD_ARGUMENT, NativeCalls.vouch_session_open(memory, 10, 5000, out));
    }
  }

  @Test
  void aMisalignedControlBlockIsRefused() throws Exception {
    try (NativeSession session = NativeSession.open(net.circuit(), 1);
        Memory memory = new Memory(128);
        NativeBuffer values = NativeBuffer.of(List.of(net.modelValues()))) {
      memory.clear();
      LongByReference out = new LongByReference();
      code(
          NativeCode.BAD_ARGUMENT,
          NativeCalls.vouch_model_commit(
              session.handle(), values.pointer(), values.longs(), memory.share(4), out));
      code(
          NativeCode.NULL_POINTER,
          NativeCalls.vouch_model_commit(
              session.handle(), values.pointer(), values.longs(), null, out));
    }
  }

  @Test
  void freedAndForeignHandlesAreRefused() throws Exception {
    NativeSession session = NativeSession.open(net.circuit(), 1);
    long handle = session.handle();
    PointerByReference data = new PointerByReference();
    LongByReference length = new LongByReference();
    code(NativeCode.BAD_HANDLE, NativeCalls.vouch_result_view(handle, 0, data, length));
    code(NativeCode.BAD_HANDLE, NativeCalls.vouch_result_close(handle));
    session.close();
    session.close(); // as AutoCloseable recommends
    code(NativeCode.BAD_HANDLE, NativeCalls.vouch_session_close(handle));
    code(NativeCode.BAD_HANDLE, NativeCalls.vouch_session_close(0));
    code(NativeCode.BAD_HANDLE, NativeCalls.vouch_session_close(-1));
    code(NativeCode.BAD_HANDLE, NativeCalls.vouch_model_load(handle, null, 0, null, 0, null, 0));
    assertThatThrownBy(() -> session.loadModel(List.of(), new byte[0], new byte[0]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void resultsHaveTheirSectionsAndNoMore() throws Exception {
    try (NativeSession session = NativeSession.open(net.circuit(), 1);
        ControlBlock control = new ControlBlock();
        NativeBuffer values = NativeBuffer.of(List.of(net.modelValues()))) {
      LongByReference result = new LongByReference();
      code(
          NativeCode.OK,
          NativeCalls.vouch_model_commit(
              session.handle(), values.pointer(), values.longs(), control.pointer(), result));
      PointerByReference data = new PointerByReference();
      LongByReference length = new LongByReference();
      code(NativeCode.OK, NativeCalls.vouch_result_view(result.getValue(), 1, data, length));
      assertThat(length.getValue()).isEqualTo(net.modelBlinders().length);
      code(
          NativeCode.BAD_ARGUMENT,
          NativeCalls.vouch_result_view(result.getValue(), 2, data, length));
      code(NativeCode.OK, NativeCalls.vouch_result_close(result.getValue()));
      code(NativeCode.BAD_HANDLE, NativeCalls.vouch_result_close(result.getValue()));
    }
  }

  @Test
  void aPanicBecomesACode() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(TestProver::panic)
          .isInstanceOfSatisfying(
              NativeCallException.class, e -> assertThat(e.code()).isEqualTo(NativeCode.INTERNAL))
          .hasMessageContaining("panic");
    }
  }

  @Test
  void thePackagedLibraryHasNoTestFunctions() throws Exception {
    LibrarySource.Loaded packaged = LibrarySource.search().loaded().orElseThrow();
    for (String name : List.of("vouch_test_prove", "vouch_test_panic")) {
      assertThatThrownBy(() -> packaged.library().getFunction(name))
          .isInstanceOf(UnsatisfiedLinkError.class);
    }
    assertThat(packaged.library().getFunction("vouch_prove")).isNotNull();
  }

  private static LongByReference nullReference() {
    return null;
  }

  private static void code(NativeCode expected, int returned) {
    assertThat(NativeCode.of(returned)).isEqualTo(expected);
  }

  private static void expect(NativeCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NativeCallException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static long[] shorter(long[] values) {
    return Arrays.copyOf(values, values.length - 1);
  }

  private static long[] longer(long[] values) {
    return Arrays.copyOf(values, values.length + 1);
  }

  private static byte[] shorter(byte[] values) {
    return Arrays.copyOf(values, values.length - 1);
  }
}
