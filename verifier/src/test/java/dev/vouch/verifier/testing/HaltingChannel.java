package dev.vouch.verifier.testing;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Bytes as a channel that reads seven at a time, and none every other time. */
public final class HaltingChannel implements SeekableByteChannel {
  private static final int AT_ONCE = 7;

  private final byte[] bytes;
  private int position;
  private int size;
  private boolean halting;
  private boolean closed;

  public HaltingChannel(byte[] bytes) {
    this.bytes = bytes.clone();
    this.size = bytes.length;
  }

  /** Makes the file shorter, as another process might. */
  public void cut(int length) {
    size = length;
  }

  @Override
  public int read(ByteBuffer into) throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    halting = !halting;
    if (halting) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    int count = Math.min(Math.min(AT_ONCE, into.remaining()), size - position);
    into.put(bytes, position, count);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    position = Math.toIntExact(wanted);
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long length) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
