package dev.vouch.prover.rows;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowProofWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One file that proofs of rows are appended to (docs/spec/formats.md §7). While it is open no other
 * process writes to it. Not thread-safe.
 */
public final class RowProofFile implements RowProofStore {
  private final Path file;
  private final FileChannel channel;
  private final LastProof last;

  private RowProofFile(Path file, FileChannel channel, LastProof last) {
    this.file = file;
    this.channel = channel;
    this.last = last;
  }

  /**
   * A new file, or one without proofs in place of what is there.
   *
   * @param first number of the first row
   * @throws FileSystemException if another process writes to it
   */
  public static RowProofFile create(Path file, ModelId model, int batch, long first)
      throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      channel.truncate(0);
      RowProofFile created = new RowProofFile(file, channel, LastProof.none(first));
      created.write(RowProofWriter.header(model, batch));
      return created;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Goes on with a file: what is left of a record that was being written is taken away. A file that
   * is not there, or has not even its header, is created.
   *
   * @param check is asked whether the last proof that is there is one of these
   * @throws MalformedRowsException if the file is no such file
   * @throws StoredRowsException if it is one of another model or of other rows
   */
  public static RowProofFile resume(
      Path file, ModelId model, int batch, long first, StoredProofCheck check)
      throws IOException, MalformedRowsException, StoredRowsException {
    if (!Files.exists(file) || isBegun(file, RowProofWriter.header(model, batch))) {
      return create(file, model, batch, first);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      LastProof last = LastProof.none(first);
      long end;
      try (RowProofReader in =
          RowProofReader.of(new BufferedInputStream(Files.newInputStream(file)))) {
        StoredRowsException.requireSame(file, in.model(), in.batch(), model, batch);
        for (@Nullable RowProof proof = in.next(); proof != null; proof = in.next()) {
          last.takeStored(file, proof);
        }
        end = in.position();
      }
      last.check(file, check);
      channel.truncate(end);
      channel.position(end);
      return new RowProofFile(file, channel, last);
    } catch (IOException | MalformedRowsException | StoredRowsException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether a file holds nothing but the beginning of a header. */
  private static boolean isBegun(Path file, byte[] header) throws IOException {
    if (Files.size(file) >= header.length) {
      return false;
    }
    byte[] bytes = Files.readAllBytes(file);
    return Arrays.equals(bytes, Arrays.copyOf(header, bytes.length));
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new FileSystemException(file.toString(), null, "another process writes to it");
    }
  }

  @Override
  public long next() {
    return last.next();
  }

  @Override
  public boolean ended() {
    return last.ended();
  }

  @Override
  public void append(RowProof proof) throws IOException {
    last.requireNext(proof.range());
    write(RowProofWriter.record(proof));
    last.take(proof);
  }

  /** Forced to the disk; taken back if it fails. */
  private void write(byte[] bytes) throws IOException {
    long start = channel.position();
    try {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(false);
    } catch (IOException e) {
      try {
        channel.truncate(start);
      } catch (IOException second) {
        e.addSuppressed(second); // readers pass over what is left of a record
      }
      throw e instanceof FileSystemException
          ? e
          : (IOException)
              new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
