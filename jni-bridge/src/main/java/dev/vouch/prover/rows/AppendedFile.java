package dev.vouch.prover.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows record by record, each forced to the disk. While it is open no other process
 * writes to it. Not thread-safe.
 */
final class AppendedFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  private AppendedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * A file at its beginning.
   *
   * @param channel closed with this, and if this fails
   * @throws FileSystemException if another process writes to it
   */
  static AppendedFile of(Path path, FileChannel channel) throws IOException {
    try {
      lock(path, channel);
      return new AppendedFile(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether a file holds nothing but the beginning of a header. */
  static boolean isBegun(Path file, byte[] header) throws IOException {
    if (Files.size(file) >= header.length) {
      return false;
    }
    byte[] bytes = Files.readAllBytes(file);
    return Arrays.equals(bytes, Arrays.copyOf(header, bytes.length));
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new FileSystemException(path.toString(), null, "another process writes to it");
    }
  }

  /** Takes away what is behind a place; what is appended follows it. */
  void cut(long end) throws IOException {
    channel.truncate(end);
    channel.position(end);
  }

  /** Forced to the disk; taken back if it fails. */
  void append(byte[] bytes) throws IOException {
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
              new FileSystemException(path.toString(), null, e.getMessage()).initCause(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
