package dev.vouch.prover.ffi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a shared library offers to whoever loads it: ELF, 64 bits, little-endian (System V
 * ABI, chapters “Sections” and “Symbol Table”).
 */
final class ExportedSymbols {
  private static final int MAGIC = 0x464c457f;
  private static final int SECTION_TABLE = 0x28;
  private static final int SECTION_BYTES = 0x3a;
  private static final int SECTIONS = 0x3c;
  private static final int TYPE_DYNAMIC_SYMBOLS = 11;
  private static final int SYMBOL_BYTES = 24;
  private static final int LOCAL = 0;
  private static final int UNDEFINED = 0;

  private final ByteBuffer file;

  private ExportedSymbols(byte[] library) {
    file = ByteBuffer.wrap(library).order(ByteOrder.LITTLE_ENDIAN);
    if (file.getInt(0) != MAGIC) {
      throw new IllegalArgumentException("no ELF file");
    }
  }

  static Set<String> of(byte[] library) {
    return new ExportedSymbols(library).names();
  }

  private Set<String> names() {
    for (int section = 0; section < file.getShort(SECTIONS); section++) {
      int at = section(section);
      if (file.getInt(at + 4) == TYPE_DYNAMIC_SYMBOLS) {
        return names(at, offset(section(file.getInt(at + 0x28))));
      }
    }
    throw new IllegalArgumentException("no dynamic symbols");
  }

  private Set<String> names(int section, int strings) {
    Set<String> names = new TreeSet<>();
    int first = offset(section);
    int bytes = Math.toIntExact(file.getLong(section + 0x20));
    for (int at = first; at < first + bytes; at += SYMBOL_BYTES) {
      boolean local = file.get(at + 4) >> 4 == LOCAL;
      if (!local && file.getShort(at + 6) != UNDEFINED) {
        names.add(text(strings + file.getInt(at)));
      }
    }
    return names;
  }

  private int section(int number) {
    return Math.toIntExact(file.getLong(SECTION_TABLE)) + number * file.getShort(SECTION_BYTES);
  }

  private int offset(int section) {
    return Math.toIntExact(file.getLong(section + 0x18));
  }

  private String text(int start) {
    int end = start;
    while (file.get(end) != 0) {
      end++;
    }
    return new String(file.array(), start, end - start, StandardCharsets.US_ASCII);
  }
}
