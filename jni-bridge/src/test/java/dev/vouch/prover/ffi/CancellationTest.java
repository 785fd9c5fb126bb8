package dev.vouch.prover.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A native call can be stopped in each of its stages, and its session cannot be freed under it. */
class CancellationTest {
  /** The other thread may be too slow for a short stage. */
  private static final int ATTEMPTS = 200;

  private static CompiledNetwork network;
  private static List<long[]> witness;
  private static NativeSession session;

  @BeforeAll
  static void open() throws Exception {
    network = Networks.dense(CompileOptions.defaults(), 20, 1200, 10);
    witness = network.execute(Networks.input(20, 1)).witness().cells();
    session = openSession();
  }

  private static NativeSession openSession() throws NativeCallException {
    NativeSession opened = NativeSession.open(CircuitCodec.encode(network.circuit()), 1);
    try (ControlBlock control = new ControlBlock()) {
      NativeSession.ModelCommitment commitment = opened.commitModel(network.modelValues(), control);
      opened.loadModel(network.modelValues(), commitment.points(), commitment.blinders());
    }
    return opened;
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** Acts once, on another thread, as soon as the call has reached the stage. */
  private static Thread when(ControlBlock control, int stage, Runnable action) {
    Thread watcher =
        new Thread(
            () -> {
              while (control.progress().stage() < stage) {
                if (Thread.currentThread().isInterrupted()) {
                  return;
                }
                Thread.onSpinWait();
              }
              action.run();
            });
    watcher.setDaemon(true);
    watcher.start();
    return watcher;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6}) // commit to sigma
  void stopsInEveryStage(int stage) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (ControlBlock control = new ControlBlock()) {
        Thread watcher = when(control, stage, control::cancel);
        NativeCode code = prove(control);
        watcher.interrupt();
        watcher.join();
        if (code != NativeCode.OK) {
          assertThat(code).isEqualTo(NativeCode.CANCELLED);
          assertThat(control.progress().stage()).isGreaterThanOrEqualTo(stage);
          return;
        }
      }
    }
    throw new AssertionError("never stopped in stage " + stage);
  }

  @Test
  void aFlagSetBeforeStopsAtOnceAndHarmsNothing() {
    try (ControlBlock control = new ControlBlock()) {
      control.cancel();
      assertThat(prove(control)).isEqualTo(NativeCode.CANCELLED);
    }
    try (ControlBlock control = new ControlBlock()) {
      assertThat(prove(control)).isEqualTo(NativeCode.OK);
    }
  }

  @Test
  void aSessionInUseIsBusy() throws Exception {
    NativeCode seen = NativeCode.OK;
    for (int attempt = 0; attempt < ATTEMPTS && seen != NativeCode.BUSY; attempt++) {
      AtomicInteger code = new AtomicInteger();
      try (NativeSession own = openSession();
          ControlBlock control = new ControlBlock()) {
        Runnable close = () -> code.set(NativeCalls.vouch_session_close(own.handle()));
        Thread watcher = when(control, 1, close); // too late, it frees the idle session
        assertThat(own.prove(new byte[0], witness, control).messages()).isNotEmpty();
        watcher.interrupt();
        watcher.join();
      }
      seen = NativeCode.of(code.get());
      assertThat(seen).isIn(NativeCode.OK, NativeCode.BUSY);
    }
    assertThat(seen).isEqualTo(NativeCode.BUSY);
  }

  private static NativeCode prove(ControlBlock control) {
    try {
      session.prove(new byte[0], witness, control);
      return NativeCode.OK;
    } catch (NativeCallException e) {
      return e.code();
    }
  }
}
