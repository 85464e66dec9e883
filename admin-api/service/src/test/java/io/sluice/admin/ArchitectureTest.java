package io.sluice.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.websockets.next.WebSocket;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sluice.admin");

  /** Hibernate 7.2 keeps a plan for each call of a native query and never finds it again. */
  @Test
  void sqlGoesThroughJdbcAndNotThroughNativeQueriesOfHibernate() {
    check(
        noClasses()
            .should()
            .callMethodWhere(
                JavaCall.Predicates.target(HasName.Predicates.name("createNativeQuery"))));
  }

  @Test
  void rulesArePure() {
    check(
        classes()
            .that()
            .haveSimpleName("RecorderRules")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java.lang..",
                "java.util..",
                "java.time..",
                "org.jspecify..",
                "io.sluice.api..",
                "io.sluice.queue..",
                "io.sluice.admin.execution",
                "io.sluice.admin.results.."));
    check(
        classes()
            .that()
            .haveSimpleName("BreakerRules")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java.lang..",
                "java.util..",
                "java.time..",
                "org.jspecify..",
                "io.sluice.diagnosis..",
                "io.sluice.admin.circuitbreaker.."));
    check(
        noClasses()
            .that()
            .haveSimpleNameEndingWith("Rules")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class));
  }

  @Test
  void decisionsOfTheStreamArePure() {
    check(
        classes()
            .that()
            .haveFullyQualifiedName("io.sluice.admin.livestream.BackpressureState")
            .or()
            .haveFullyQualifiedName("io.sluice.admin.livestream.AllowedOrigins")
            .or()
            .haveFullyQualifiedName("io.sluice.admin.livestream.ExecutionCounters")
            .or()
            .haveFullyQualifiedName("io.sluice.admin.livestream.LiveState")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java.lang..",
                "java.net",
                "java.util..",
                "java.time..",
                "jakarta.inject",
                "org.jspecify..",
                "io.sluice.api..",
                "io.sluice.admin.execution",
                "io.sluice.admin.livestream.."));
  }

  @Test
  void everySocketNamesARole() {
    check(
        classes()
            .that()
            .areAnnotatedWith(WebSocket.class)
            .should()
            .beAnnotatedWith(RolesAllowed.class));
  }

  @Test
  void onlyTheClocksReadTheTimeAndNoThreadSleeps() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Clock")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
    check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
  }

  @Test
  void packagesFormNoCycles() {
    check(slices().matching("io.sluice.admin.(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyConstructorsInject() {
    check(noFields().should().beAnnotatedWith(Inject.class));
  }

  @Test
  void resourcesDoNotUseEntities() {
    check(
        noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .or()
            .haveSimpleNameEndingWith("Socket")
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(Entity.class));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
