package io.sluice.diagnostics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice.diagnostics");

  @Test
  void onlyTheClockReadsTheTimeAndNobodySleeps() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SystemClock")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(MAIN);
  }

  @Test
  void featuresFormNoCycles() {
    slices().matching("io.sluice.diagnostics.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void ofTheQueueContractOnlyTheGuardOfThreadsIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.sluice.queue..", "io.sluice.command..", "io.sluice.registration..")
        .check(MAIN);
  }

  @Test
  void nothingIsInjectedIntoAField() {
    noFields().should().beAnnotatedWith(Inject.class).check(MAIN);
  }
}
