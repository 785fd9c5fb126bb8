package dev.vouch.verifier.testing;

import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.KeccakTranscript;
import dev.vouch.verifier.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real transcript, with a log; returns a forced value for every challenge of some labels, while
 * its state moves as usual.
 */
public final class RecordingTranscript implements Transcript {
  /** One absorbed message or one challenge, and the state after it. */
  public record Event(boolean isChallenge, String label, String value, String state) {}

  private final Transcript inner;
  private final Map<String, Scalar> forced;
  private final List<Event> events = new ArrayList<>();

  public RecordingTranscript() {
    this(Map.of());
  }

  public RecordingTranscript(Map<String, Scalar> forced) {
    this(new KeccakTranscript(), forced);
  }

  private RecordingTranscript(Transcript inner, Map<String, Scalar> forced) {
    this.inner = inner;
    this.forced = forced;
  }

  @Override
  public void absorb(String label, byte[] data, int offset, int length) {
    inner.absorb(label, data, offset, length);
    events.add(new Event(false, label, "", Vectors.hex(inner.state())));
  }

  @Override
  public Scalar challenge(String label) {
    Scalar value = inner.challenge(label);
    events.add(new Event(true, label, Vectors.hex(value.toBytes()), Vectors.hex(inner.state())));
    return forced.getOrDefault(label, value);
  }

  @Override
  public byte[] state() {
    return inner.state();
  }

  /** Its log begins anew. */
  @Override
  public Transcript copy() {
    return new RecordingTranscript(inner.copy(), forced);
  }

  public List<Event> events() {
    return events;
  }

  public List<Event> challenges() {
    return events.stream().filter(Event::isChallenge).toList();
  }
}
