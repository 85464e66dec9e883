package io.sluice.orchestrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rules that keep decisions pure and packages without cycles. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice.orchestrator");

  @Test
  void theFleetDependsOnNothingButJava() {
    classes()
        .that()
        .resideInAPackage("..fleet..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang",
            "java.lang.runtime",
            "java.util..",
            "java.time..",
            "org.jspecify..",
            "..fleet..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("..fleet..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, Process.class)
        .check(MAIN);
  }

  @Test
  void onlyTheClockReadsTimeAndNobodySleeps() {
    var elsewhere =
        noClasses()
            .that()
            .doNotHaveSimpleName("WorkerClock")
            .and()
            .doNotHaveSimpleName("WarningLimit");
    elsewhere.should().callMethod(Instant.class, "now").check(MAIN);
    elsewhere.should().callMethod(System.class, "nanoTime").check(MAIN);
    elsewhere.should().callMethod(System.class, "currentTimeMillis").check(MAIN);
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
  }

  @Test
  void featuresFormNoCycles() {
    slices().matching("io.sluice.orchestrator.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void nothingIsInjectedIntoAField() {
    noFields().should().beAnnotatedWith(Inject.class).check(MAIN);
  }
}
