package dev.vouch.circuits;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.vouch.circuits.model.AtomicFile;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.stream.Stream;

/** The compiler's house rules: packages in one direction, and three forms that know their order. */
@AnalyzeClasses(
    packages = "dev.vouch.circuits",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vouch.circuits";

  private static String inside(String name) {
    return ROOT + "." + name + "..";
  }

  /** A package and those below it may use these others, the verifier's circuits and the JDK. */
  private static ArchRule mayUse(String name, String... others) {
    Stream<String> own = Stream.concat(Stream.of(name), Stream.of(others)).map(o -> inside(o));
    Stream<String> outside =
        Stream.of("dev.vouch.verifier..", "java..", "org.jspecify.annotations");
    return classes()
        .that(resideInAPackage(inside(name)))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(Stream.concat(own, outside).toArray(String[]::new)));
  }

  private static ArchRule only(String library, String... users) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            Stream.of(users).map(ArchitectureTest::inside).toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAPackage(library));
  }

  @ArchTest
  static final ArchRule noCycles =
      SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule data = mayUse("data");
  @ArchTest static final ArchRule tree = mayUse("tree");
  @ArchTest static final ArchRule node = mayUse("node", "data", "tree");

  @ArchTest
  static final ArchRule onnxReadsNodes =
      noClasses()
          .that(resideInAPackage(inside("onnx")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(inside("graph"), inside("operator"), inside("lowering")));

  /** Form 1 does not know what becomes of it. */
  @ArchTest static final ArchRule graph = mayUse("graph", "data", "node", "operator", "catalogue");

  /** Operators are lowered by what a recipe may ask and by recipes; they add no primitives. */
  @ArchTest
  static final ArchRule operator = mayUse("operator", "data", "node", "lowering", "view", "tree");

  @ArchTest
  static final ArchRule lowering =
      mayUse(
          "lowering",
          "data",
          "node",
          "view",
          "integer",
          "quantise",
          "measure",
          "cost",
          "primitive",
          "program",
          "tree");

  @ArchTest
  static final ArchRule recipesStandOnTheLowering =
      noClasses()
          .that(resideInAPackage(ROOT + ".lowering"))
          .should()
          .dependOnClassesThat(resideInAPackage(inside("lowering.recipe")));

  @ArchTest static final ArchRule view = mayUse("view");
  @ArchTest static final ArchRule measure = mayUse("measure");
  @ArchTest static final ArchRule quantise = mayUse("quantise", "data", "integer");
  @ArchTest static final ArchRule integer = mayUse("integer");
  @ArchTest static final ArchRule emit = mayUse("emit", "integer");
  @ArchTest static final ArchRule cost = mayUse("cost", "emit", "integer");
  @ArchTest static final ArchRule primitive = mayUse("primitive", "integer", "emit", "cost");

  /** Form 2 knows form 3 and nothing of the graph that it came from. */
  @ArchTest
  static final ArchRule program =
      mayUse("program", "data", "integer", "quantise", "primitive", "emit", "cost");

  /** What a node's operator is, is asked where graphs are read, run, compiled and compared. */
  @ArchTest
  static final ArchRule catalogue =
      only(
          inside("catalogue"),
          "catalogue",
          "graph",
          "importer",
          "centre",
          "equalise",
          "compile",
          "audit",
          "report");

  /** Graph to graph: lowering does not know of these two. */
  @ArchTest
  static final ArchRule centre =
      mayUse("centre", "data", "node", "graph", "operator", "catalogue", "quantise", "measure");

  @ArchTest
  static final ArchRule equalise =
      mayUse("equalise", "data", "node", "graph", "operator", "catalogue", "quantise", "measure");

  @ArchTest
  static final ArchRule protobuf =
      only("com.google.protobuf..", "onnx", "importer", "input", "audit");

  @ArchTest static final ArchRule jackson = only("com.fasterxml.jackson..", "input", "audit");

  /** So that whatever is written is there as a whole or not at all. */
  @ArchTest
  static final ArchRule filesAreWrittenInOnePlace =
      noClasses()
          .that()
          .doNotBelongToAnyOf(AtomicFile.class)
          .should()
          .callMethodWhere(
              target(nameMatching("write.*|copy|move|createFile|newOutputStream|newBufferedWriter"))
                  .and(targetOwner(type(Files.class))))
          .orShould()
          .dependOnClassesThat(
              belongToAnyOf(FileOutputStream.class, FileWriter.class, RandomAccessFile.class));
}
