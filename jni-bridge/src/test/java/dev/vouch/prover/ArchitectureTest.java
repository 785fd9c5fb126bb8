package dev.vouch.prover;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The prover's house rules: JNA behind one wall, packages in one direction. */
@AnalyzeClasses(packages = "dev.vouch.prover", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vouch.prover";

  @ArchTest
  static final ArchRule onlyTheFfiKnowsJna =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".ffi..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.sun.jna.."));

  @ArchTest
  static final ArchRule theFfiKnowsNothingOfModels =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".ffi..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(ROOT, "dev.vouch.circuits.."));

  @ArchTest
  static final ArchRule belowTheCommandLine =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + "..",
                  "dev.vouch.circuits..",
                  "dev.vouch.verifier..",
                  "com.sun.jna..",
                  "java..",
                  "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule noCycles =
      SlicesRuleDefinition.slices().matching("dev.vouch.(**)").should().beFreeOfCycles();
}
