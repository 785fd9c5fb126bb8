package dev.vouch.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vouch.cli.file.OutputFile;
import java.io.PrintWriter;
import java.util.Arrays;

/** The command's house rules: a package a command, commands apart, one way to speak. */
@AnalyzeClasses(packages = "dev.vouch.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vouch.cli";
  private static final String[] COMMANDS = {
    "compile", "run", "prove", "verify", "check", "inspect", "operators", "doctor", "demo"
  };

  private static String[] packages(String... names) {
    return Arrays.stream(names).map(name -> ROOT + "." + name).toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule commandsDoNotKnowOneAnother =
      slices()
          .matching(ROOT + ".(*)")
          .that(
              DescribedPredicate.describe(
                  "commands", slice -> Arrays.asList(COMMANDS).contains(slice.getNamePart(1))))
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule whatCommandsShareKnowsNoCommand =
      noClasses()
          .that()
          .resideInAnyPackage(
              packages("accuracy", "console", "digits", "failure", "file", "option", "report"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(COMMANDS));

  @ArchTest
  static final ArchRule nobodyLooksForTheDoor =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  /** A file may be standard output; text goes through {@code console}. */
  @ArchTest
  static final ArchRule onlyTheConsolePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".console")
          .and()
          .doNotBelongToAnyOf(OutputFile.class)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethodWhere(targetOwner(assignableTo(PrintWriter.class)));

  @ArchTest
  static final ArchRule failuresAndReportsAreFloors =
      classes()
          .that()
          .resideInAnyPackage(packages("failure", "report"))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + ".failure",
                  ROOT + ".report",
                  "dev.vouch.circuits..",
                  "dev.vouch.prover..",
                  "dev.vouch.verifier..",
                  "com.fasterxml.jackson..",
                  "java..",
                  "org.jspecify.annotations"));
}
