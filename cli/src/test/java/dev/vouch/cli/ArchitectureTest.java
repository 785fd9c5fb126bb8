package dev.vouch.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vouch.cli.digits.DigitNetwork;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;

/** The command's house rules: a package a command, commands apart, one way to speak. */
@AnalyzeClasses(packages = "dev.vouch.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vouch.cli";
  private static final String[] COMMANDS = {
    "compile",
    "split",
    "part",
    "run",
    "commit",
    "prove",
    "join",
    "verify",
    "reveal",
    "check",
    "inspect",
    "audit",
    "operators",
    "doctor",
    "demo"
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

  /** Results are written whole by the compiler's AtomicFile; these copy to folders of their own. */
  @ArchTest
  static final ArchRule filesAreWrittenInOnePlace =
      noClasses()
          .that()
          .doNotBelongToAnyOf(InputFile.class, DigitNetwork.class)
          .should()
          .callMethodWhere(
              target(nameMatching("write.*|copy|move|createFile|newOutputStream|newBufferedWriter"))
                  .and(targetOwner(type(Files.class))))
          .orShould()
          .dependOnClassesThat(
              belongToAnyOf(FileOutputStream.class, FileWriter.class, RandomAccessFile.class));
}
