package dev.vouch.circuits.model;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that are written whole or not at all: to a temporary file beside them, then moved over what
 * is there. A process that is killed meanwhile leaves what was there, or all that is new, and
 * perhaps a hidden temporary file ({@code .NAME.….tmp}).
 */
public final class AtomicFile {
  private static final int MAX_ATTEMPTS = 10;

  private AtomicFile() {}

  /**
   * Writes a file with the process's default permissions.
   *
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, new FileAttribute<?>[0]);
  }

  /**
   * Writes a file that at no moment anyone but its owner may read.
   *
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  public static void writeSecret(Path file, byte[] content) throws IOException {
    write(file, content, ownerOnly());
  }

  /**
   * What makes a file unreadable to others when it is created; nothing where the file system knows
   * no permissions.
   */
  public static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Begins a file that is written piece by piece, with the process's default permissions.
   *
   * @throws IOException if it cannot be created
   */
  public static Draft draft(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    return new Draft(target, createBeside(target));
  }

  /**
   * As {@link #draft}, of a file that at no moment anyone but its owner may read.
   *
   * @throws IOException if it cannot be created
   */
  public static Draft secretDraft(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    return new Draft(target, createBeside(target, ownerOnly()));
  }

  /** A file that is there once it is kept, and not before. Not thread-safe. */
  public static final class Draft implements Closeable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;

    private Draft(Path target, Path temporary) throws IOException {
      this.target = target;
      this.temporary = temporary;
      this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
      this.out = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /** Takes the file's bytes. */
    public OutputStream out() {
      return out;
    }

    /** Moves what was written over what is there. */
    public void keep() throws IOException {
      out.flush();
      channel.force(true);
      channel.close();
      move(temporary, target);
    }

    /** Throws away what was not kept. */
    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(Path file, byte[] content, FileAttribute<?>[] attributes)
      throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = createBeside(target, attributes);
    try {
      fill(temporary, content);
      move(temporary, target);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) { // does not know of which file
      throw (IOException)
          new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Forced to the disk before the move, so that a machine that fails has one file or the other. */
  private static void fill(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Not {@link Files#createTempFile}, whose files only their owner may read, whatever is asked. */
  private static Path createBeside(Path file, FileAttribute<?>... attributes) throws IOException {
    String prefix = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".";
    for (int attempt = 0; ; attempt++) {
      try {
        String suffix = Long.toHexString(System.nanoTime()) + ".tmp";
        return Files.createFile(file.resolveSibling(prefix + suffix), attributes);
      } catch (FileAlreadyExistsException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
