package io.sluice.process;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice.process");
  private static final DescribedPredicate<JavaClass> THREADS_AND_IO =
      DescribedPredicate.describe(
          "threads, processes or I/O",
          type ->
              type.isEquivalentTo(Thread.class)
                  || type.isEquivalentTo(Process.class)
                  || type.getPackageName().startsWith("java.io")
                  || type.getPackageName().startsWith("java.net")
                  || type.getPackageName().startsWith("java.nio"));

  @Test
  void theRulesKnowValuesOnly() {
    classes()
        .that()
        .haveNameMatching(
            ".*\\.(ExecutionRules|CancelLadder|ShutdownState|OrchestratorWatchdog\\$Silence)(\\$.*)?")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.sluice.process.diagnosis",
            "io.sluice.process.execution",
            "io.sluice.process.lifecycle")
        .check(MAIN);
    noClasses()
        .that()
        .haveNameMatching(
            ".*\\.(ExecutionRules|CancelLadder|ShutdownState|OrchestratorWatchdog\\$Silence)(\\$.*)?")
        .should()
        .dependOnClassesThat(THREADS_AND_IO)
        .check(MAIN);
  }

  @Test
  void onlyTheClockReadsTheTime() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ProcessClock")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(MAIN);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .check(new ClassFileImporter().importPackages("io.sluice.process"));
  }

  @Test
  void featuresFormNoCycles() {
    slices().matching("io.sluice.process.(*)..").should().beFreeOfCycles().check(MAIN);
  }
}
