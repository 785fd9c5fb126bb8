package dev.vouch.circuits.model;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.verifier.KeyLimits;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a prover needs (docs/spec/formats.md §5): the verifying key, the integer program, the
 * weights and the blinders of their commitment. Secret when weights are hidden. Immutable and
 * thread-safe; arrays are not to be written to.
 *
 * @param modelValues integers of each weight tensor in order
 * @param blinders of each weight tensor in order: 32 bytes a row, rows ascending
 */
public record ModelFile(
    VerifyingKey key, IntegerProgram program, List<long[]> modelValues, List<byte[]> blinders)
    implements ProvableModel {
  private static final int VERSION = 1;

  public ModelFile {
    modelValues = List.copyOf(modelValues);
    blinders = List.copyOf(blinders);
  }

  @Override
  public List<NetworkPort> inputs() {
    return program.inputs();
  }

  /** This alone. */
  @Override
  public List<ModelFile> parts() {
    return List.of(this);
  }

  /** The bytes of the file. */
  public byte[] encode() {
    byte[] keyBytes = key.encode();
    byte[] programBytes = ProgramCodec.encode(program);
    FormatWriter out = new FormatWriter().header(FileKind.MODEL, VERSION);
    out.u64(keyBytes.length).bytes(keyBytes).u64(programBytes.length).bytes(programBytes);
    out.u32(modelValues.size());
    for (long[] values : modelValues) {
      out.u32(values.length);
      long before = 0;
      for (long value : values) {
        out.svar(value - before);
        before = value;
      }
    }
    out.u32(blinders.size());
    for (byte[] rows : blinders) {
      out.u32(rows.length / PrimeField.BYTES).bytes(rows);
    }
    byte[] content = out.toByteArray();
    return out.bytes(Identifiers.sha3(content)).toByteArray();
  }

  /**
   * Reads a model file that may come from anyone, and checks that its parts belong together: the
   * program's circuit is the key's, weights lie in their declared ranges, every row has a canonical
   * blinder. That rows and points of the key agree is not checked: a proof would be rejected.
   *
   * @throws MalformedModelFileException saying what is wrong
   */
  public static ModelFile decode(byte[] bytes) throws MalformedModelFileException {
    try {
      FormatReader in = new FormatReader(bytes);
      in.header(FileKind.MODEL, VERSION);
      requireDigest(in, bytes);
      byte[] keyBytes = in.take(in.length("key"), "key");
      byte[] programBytes = in.take(in.length("integer program"), "integer program");
      VerifyingKey key = KeyReader.create().within(KeyLimits.OF_THE_FORMAT).readAnyModel(keyBytes);
      IntegerProgram program = ProgramCodec.decode(programBytes);
      requireSameCircuit(key, program);
      List<long[]> values = values(in, program.modelTensors());
      List<byte[]> blinders = blinders(in, key);
      in.take(Identifiers.BYTES, "digest");
      in.end("the model file");
      return new ModelFile(key, program, values, blinders);
    } catch (MalformedFormatException | MalformedKeyException e) {
      throw new MalformedModelFileException("the model file is malformed: " + e.getMessage(), e);
    }
  }

  private static void requireDigest(FormatReader in, byte[] bytes) throws MalformedFormatException {
    int length = bytes.length - Identifiers.BYTES;
    if (in.remaining() < Identifiers.BYTES
        || !Arrays.equals(
            Identifiers.sha3(bytes, 0, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw in.malformed(
          "the digest at the end is not that of the content: the file is damaged or cut off");
    }
  }

  private static void requireSameCircuit(VerifyingKey key, IntegerProgram program)
      throws MalformedModelFileException {
    try {
      if (!Arrays.equals(CircuitCodec.encode(program.emit().circuit()), key.circuitBytes())) {
        throw new MalformedModelFileException(
            "the integer program's circuit is not the one of the key", null);
      }
    } catch (RuntimeException e) {
      throw new MalformedModelFileException("the integer program has no circuit", e);
    }
  }

  private static List<long[]> values(FormatReader in, List<IntegerTensor> tensors)
      throws MalformedFormatException {
    in.expectCount("weight tensors", tensors.size(), 4);
    List<long[]> all = new ArrayList<>();
    for (IntegerTensor tensor : tensors) {
      in.expectCount("weights", tensor.size(), 1);
      long[] values = new long[tensor.size()];
      long value = 0;
      for (int i = 0; i < values.length; i++) {
        value += in.svar("weight");
        if (!tensor.range().contains(value)) {
          throw in.malformed("a weight of '" + tensor.name() + "' lies outside its declared range");
        }
        values[i] = value;
      }
      all.add(values);
    }
    return all;
  }

  private static List<byte[]> blinders(FormatReader in, VerifyingKey key)
      throws MalformedFormatException {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < key.circuit().tensors().size(); i++) {
      Tensor tensor = key.circuit().tensors().get(i);
      if (tensor.kind() == TensorKind.MODEL) {
        rows.add(key.layout().matrix(i).rows());
      }
    }
    in.expectCount("tensors with blinders", rows.size(), 4);
    List<byte[]> all = new ArrayList<>();
    for (int count : rows) {
      in.expectCount("blinders", count, PrimeField.BYTES);
      byte[] blinders = in.take(count * PrimeField.BYTES, "blinders");
      for (int row = 0; row < count; row++) {
        if (!Scalar.isCanonical(blinders, row * PrimeField.BYTES)) {
          throw in.malformed("a blinder is not canonical");
        }
      }
      all.add(blinders);
    }
    return all;
  }

  /**
   * Reads a model file.
   *
   * @throws IOException if it cannot be read
   * @throws MalformedModelFileException as {@link #decode}
   */
  public static ModelFile read(Path file) throws IOException, MalformedModelFileException {
    return decode(Files.readAllBytes(file));
  }

  /**
   * Writes the file atomically: a temporary file beside it, readable by its owner alone, then a
   * move over what is there.
   *
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  public void write(Path file) throws IOException {
    AtomicFile.writeSecret(file, encode());
  }

  /** Never weights or blinders. */
  @Override
  public String toString() {
    return "ModelFile[" + key.modelId().hex() + "]";
  }
}
