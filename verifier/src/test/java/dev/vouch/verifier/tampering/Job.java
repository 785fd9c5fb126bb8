package dev.vouch.verifier.tampering;

import dev.vouch.verifier.Proof;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One row of the table: a way to tamper and the proofs that it applies to.
 *
 * @param group what the rows beside it have in common
 * @param name of the row
 * @param share how often it is its turn, of {@link #all} added up
 */
record Job(String group, String name, int share, Tampering tampering, List<Target> targets) {
  /** Elements of the messages that become others of their kind. */
  static final String MESSAGES = "message";

  /** What the proof is about becomes something else that is valid. */
  static final String STATEMENT = "statement";

  /** Everything else that can happen to a file. */
  static final String FILES = "file";

  /** Bytes of proofs that are quickly checked. */
  private static final int SMALL = 3300;

  /** Smaller ones are not taken more often: there is little in them to change. */
  private static final int SMALLEST = 900;

  /** Compact proofs are taken less often: most are refused by their last equation only. */
  private static final double COMPACT = 0.3;

  /** All rows, those without a target left out. */
  static List<Job> all(Targets targets) {
    List<Job> jobs = new ArrayList<>();
    Set<String> kinds = new LinkedHashSet<>();
    targets.all().forEach(target -> kinds.addAll(target.kinds()));
    for (String kind : kinds) {
      add(jobs, MESSAGES, kind, 1, ElementChanges.of(kind), targets, t -> t.kinds().contains(kind));
    }
    add(jobs, MESSAGES, "two elements swapped", 40, ElementChanges::swapped, targets, Job::small);
    add(jobs, MESSAGES, "two scalars by ±δ", 40, ElementChanges::shifted, targets, Job::small);
    add(jobs, MESSAGES, "scalars of a range to 0", 10, ElementChanges::zeroed, targets, Job::small);
    statements(jobs, targets);
    files(jobs, targets);
    return jobs;
  }

  private static void statements(List<Job> jobs, Targets all) {
    add(jobs, STATEMENT, "context", 1, StatementChanges::context, all, t -> true);
    for (boolean output : new boolean[] {false, true}) {
      String side = output ? "output" : "input";
      add(
          jobs,
          STATEMENT,
          "public " + side + ", within its range",
          1,
          (target, random) -> StatementChanges.publicValue(target, output, random),
          all,
          t -> StatementChanges.hasPublic(t, output));
      add(
          jobs,
          STATEMENT,
          "row of a hidden " + side,
          1,
          (target, random) -> StatementChanges.hiddenRow(target, output, random),
          all,
          t -> StatementChanges.hasHidden(t, output));
    }
    add(jobs, STATEMENT, "row of the model", 1, KeyChanges::modelRow, all, KeyChanges::hasModel);
    for (OtherCircuits field : OtherCircuits.values()) {
      String name = "circuit's " + field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      add(jobs, STATEMENT, name, 1, KeyChanges.of(field), all, t -> true);
    }
    Splices splices = all.splices();
    add(jobs, STATEMENT, "that of another proof", 1, splices::statement, all, splices::hasOther);
  }

  private static void files(List<Job> jobs, Targets all) {
    Splices splices = all.splices();
    add(jobs, FILES, "bits", 60, FileChanges::bits, all, Job::small);
    add(jobs, FILES, "random bytes", 40, FileChanges::bytes, all, Job::small);
    add(jobs, FILES, "encodings at the edge", 30, FileChanges::edges, all, Job::small);
    add(jobs, FILES, "bytes cut, added, left out", 20, FileChanges::length, all, Job::small);
    add(jobs, FILES, "counts", 20, FileChanges::counts, all, Job::small);
    add(jobs, FILES, "form, version, model id", 10, FileChanges::header, all, Job::small);
    add(jobs, FILES, "an element more or less", 20, FileChanges::elementCount, all, Job::small);
    add(jobs, FILES, "an element moved", 60, FileChanges::elementMoved, all, Job::small);
    add(
        jobs,
        FILES,
        "part of another proof",
        80,
        splices::part,
        all,
        t -> small(t) && splices.hasOther(t));
    add(
        jobs,
        FILES,
        "kinds of another proof",
        80,
        splices::kinds,
        all,
        t -> small(t) && splices.hasOther(t));
  }

  private static void add(
      List<Job> jobs,
      String group,
      String name,
      int share,
      Tampering tampering,
      Targets all,
      Predicate<Target> applies) {
    List<Target> targets = all.all().stream().filter(applies).toList();
    if (!targets.isEmpty()) {
      jobs.add(new Job(group, name, share, tampering, targets));
    }
  }

  /** A target; a plain one of half the size is taken four times as often. */
  Target target(Random random) {
    double sum = targets.stream().mapToDouble(Job::weight).sum();
    double drawn = random.nextDouble() * sum;
    for (Target target : targets) {
      drawn -= weight(target);
      if (drawn < 0) {
        return target;
      }
    }
    return targets.get(targets.size() - 1);
  }

  private static double weight(Target target) {
    double weight = Math.pow(Math.max(target.bytes().length, SMALLEST), -2);
    return target.proof().form() == Proof.Form.COMPACT ? weight * COMPACT : weight;
  }

  private static boolean small(Target target) {
    return target.bytes().length < SMALL;
  }
}
