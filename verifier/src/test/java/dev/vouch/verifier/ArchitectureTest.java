package dev.vouch.verifier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;

/** The verifier's house rules: Bouncy Castle only, no floating point, packages in one direction. */
@AnalyzeClasses(
    packages = "dev.vouch.verifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.vouch.verifier";

  private static final DescribedPredicate<JavaClass> FLOATING =
      DescribedPredicate.describe(
          "floating point",
          c ->
              c.isEquivalentTo(double.class)
                  || c.isEquivalentTo(float.class)
                  || c.isEquivalentTo(Double.class)
                  || c.isEquivalentTo(Float.class));

  @ArchTest
  static final ArchRule bouncyCastleOnly =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + "..", "org.bouncycastle.crypto..", "java..", "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule noFloatingPointFields = fields().should().notHaveRawType(FLOATING);

  @ArchTest
  static final ArchRule noFloatingPointResults = methods().should().notHaveRawReturnType(FLOATING);

  @ArchTest
  static final ArchRule noFloatingPointAtAll = noClasses().should().dependOnClassesThat(FLOATING);

  @ArchTest
  static final ArchRule noBigIntegerOnTheWay =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".curve..", ROOT + ".field..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(BigInteger.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(BigDecimal.class);

  @ArchTest
  static final ArchRule noCycles =
      SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  private static ArchRule mayUse(String name, String... others) {
    Stream<String> own =
        Stream.concat(Stream.of(name), Stream.of(others)).map(o -> ROOT + "." + o + "..");
    Stream<String> outside = Stream.of("java..", "org.bouncycastle..", "org.jspecify.annotations");
    return classes()
        .that(resideInAPackage(ROOT + "." + name + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(Stream.concat(own, outside).toArray(String[]::new)));
  }

  @ArchTest static final ArchRule parallel = mayUse("parallel");
  @ArchTest static final ArchRule format = mayUse("format");
  @ArchTest static final ArchRule field = mayUse("field");
  @ArchTest static final ArchRule curve = mayUse("curve", "field", "parallel");
  @ArchTest static final ArchRule transcript = mayUse("transcript", "field", "curve", "parallel");
  @ArchTest static final ArchRule circuit = mayUse("circuit", "field", "format");

  /** Of the root package only what a failure says of itself. */
  private static final DescribedPredicate<JavaClass> REFUSAL =
      DescribedPredicate.describe("a refusal", c -> c.getName().startsWith(ROOT + ".Refusal"));

  @ArchTest
  static final ArchRule commitment =
      classes()
          .that(resideInAPackage(ROOT + ".commitment.."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      Stream.of("commitment", "circuit", "curve", "field", "format", "parallel")
                          .map(name -> ROOT + "." + name + "..")
                          .toArray(String[]::new))
                  .or(
                      resideInAnyPackage(
                          "java..", "org.bouncycastle..", "org.jspecify.annotations"))
                  .or(REFUSAL));

  @ArchTest static final ArchRule independence = mayUse("independence", "circuit", "field");
  @ArchTest static final ArchRule covector = mayUse("covector", "circuit", "field", "parallel");
  @ArchTest static final ArchRule equation = mayUse("equation", "field", "transcript");

  @ArchTest
  static final ArchRule layout =
      noClasses()
          .that(resideInAPackage(ROOT + ".circuit.layout.."))
          .should()
          .dependOnClassesThat(resideInAnyPackage(ROOT + ".circuit.codec..", ROOT + ".format.."));

  @ArchTest
  static final ArchRule circuitAlone =
      noClasses()
          .that(resideInAPackage(ROOT + ".circuit"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ROOT + ".circuit.codec..", ROOT + ".circuit.layout.."));

  @ArchTest
  static final ArchRule sigma =
      mayUse("sigma", "equation", "field", "curve", "parallel", "transcript");

  @ArchTest
  static final ArchRule compact =
      mayUse("compact", "circuit", "sigma", "equation", "field", "curve", "parallel", "transcript");

  @ArchTest
  static final ArchRule lookup =
      mayUse(
          "lookup", "circuit", "covector", "curve", "equation", "field", "parallel", "transcript");

  @ArchTest
  static final ArchRule product =
      mayUse("product", "circuit", "covector", "equation", "field", "transcript");

  @ArchTest
  static final ArchRule opening =
      mayUse(
          "opening",
          "circuit",
          "covector",
          "equation",
          "field",
          "parallel",
          "product",
          "transcript");

  @ArchTest
  static final ArchRule collection =
      mayUse(
          "collection",
          "circuit",
          "covector",
          "equation",
          "field",
          "lookup",
          "parallel",
          "transcript");

  @ArchTest
  static final ArchRule plan =
      mayUse(
          "plan",
          "circuit",
          "collection",
          "compact",
          "field",
          "lookup",
          "opening",
          "product",
          "sigma");

  @ArchTest
  static final ArchRule validator = mayUse("validator", "circuit", "field", "format", "plan");
}
