package dev.vouch.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command has to say in the end: its sections, and if it failed, why. */
public final class Report {
  /** Version of the names in the object and their meaning; grows when one changes or goes. */
  static final int SCHEMA = 1;

  private final @Nullable Failure failure;
  private final List<Section> sections;

  private Report(@Nullable Failure failure, Section... sections) {
    this.failure = failure;
    this.sections = List.of(sections);
  }

  /** That of a command that did what it was told. */
  public static Report of(Section... sections) {
    return new Report(null, sections);
  }

  /** That of a command that failed; the sections tell what it found out all the same. */
  public static Report failure(Failure failure, Section... sections) {
    return new Report(failure, sections);
  }

  /** Null if the command did what it was told. */
  @Nullable Failure failure() {
    return failure;
  }

  /** The sections for people; empty if none has text. */
  String text() {
    List<Block> blocks = new ArrayList<>();
    for (Section section : sections) {
      blocks.addAll(section.blocks());
    }
    return String.join("\n", Block.lines(blocks));
  }

  /**
   * The one object for programs, in one line: {@code schema}, {@code ok}, and on failure {@code
   * code}, {@code reason}, {@code message}; then the names of the sections.
   */
  String json() {
    // Made without a mapper, whose hundreds of classes only printing needs.
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.put("ok", failure == null);
    if (failure != null) {
      root.put("code", failure.exitCode());
      root.put("reason", failure.reason());
      root.put("message", failure.message());
    }
    for (Section section : sections) {
      section.put(root);
    }
    return root.toString();
  }
}
