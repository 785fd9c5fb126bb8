package dev.vouch.circuits.audit;

import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Path;

/** An ONNX model with its weights, and how it is read. Immutable. */
public final class ArchitectureSource {
  private final ModelProto model;
  private final Path folder;
  private final ImportOptions imports;

  private ArchitectureSource(ModelProto model, Path folder, ImportOptions imports) {
    this.model = model;
    this.folder = folder;
    this.imports = imports;
  }

  /**
   * A model that is in memory.
   *
   * @param folder where its external data lies
   * @param imports how the graph was read that will be compiled
   */
  public static ArchitectureSource of(ModelProto model, Path folder, ImportOptions imports) {
    return new ArchitectureSource(model, folder, imports);
  }

  /**
   * Reads a model; data that lies beside it is read when it is published.
   *
   * @param imports how the graph was read that will be compiled
   * @throws MalformedModelException if the file is no ONNX model, or larger than the options allow
   * @throws IOException if the file cannot be read
   */
  public static ArchitectureSource read(Path file, ImportOptions imports) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return new ArchitectureSource(
        OnnxFile.readModel(file, imports.maxFileBytes()),
        folder == null ? Path.of("/") : folder,
        imports);
  }

  ModelProto model() {
    return model;
  }

  Path folder() {
    return folder;
  }

  ImportOptions imports() {
    return imports;
  }
}
