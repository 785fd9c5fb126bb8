package dev.vouch.circuits.conformance;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The regular files of a .tar.gz archive in ustar format, with GNU's or POSIX's long names. */
public final class TarArchive {
  private static final int BLOCK = 512;

  private TarArchive() {}

  /** Contents by path, in the order of the archive. */
  public static Map<String, byte[]> read(Path file) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      byte[] header = in.readNBytes(BLOCK);
      String longName = "";
      while (header.length == BLOCK && header[0] != 0) {
        String prefix = text(header, 345, 155);
        String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
        byte[] content = in.readNBytes(size);
        if (content.length != size) {
          throw new EOFException(name);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        switch (header[156]) {
          case 'L' -> longName = new String(content, 0, size - 1, StandardCharsets.UTF_8);
          case 'x' -> longName = paxPath(new String(content, StandardCharsets.UTF_8));
          default -> {
            files.put(longName.isEmpty() ? name : longName, content);
            longName = "";
          }
        }
        header = in.readNBytes(BLOCK);
      }
    }
    return files;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }

  /** The path in records of the form "LENGTH path=VALUE", one a line. */
  private static String paxPath(String records) {
    return records
        .lines()
        .filter(line -> line.contains(" path="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }
}
