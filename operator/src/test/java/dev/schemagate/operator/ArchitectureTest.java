package dev.schemagate.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.schemagate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule thePlanIsPure =
      noClasses()
          .that()
          .resideInAPackage("..operator.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.javaoperatorsdk..",
              "io.micrometer..",
              "org.slf4j..",
              "..operator.observe..",
              "..operator.act..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .because("a decision must be a function of what it is given");

  @ArchTest
  static final ArchRule observingWritesNothing =
      noClasses()
          .that()
          .resideInAPackage("..operator.observe..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..operator.act..");

  @ArchTest
  static final ArchRule actingDecidesNothing =
      noClasses()
          .that()
          .resideInAPackage("..operator.act..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..operator.observe..");
}
