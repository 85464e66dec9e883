package io.sluice.chaos.check;

import static io.sluice.chaos.check.RunRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.FaultResult.Landing;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import org.junit.jupiter.api.Test;

/**
 * Checks that each invariant fails for a violation and for an empty record, and passes otherwise.
 */
class InvariantCheckerTest {

  private static void holds(Invariant invariant, RunRecords hand) {
    var finding = finding(invariant, hand);
    assertThat(finding.holds()).as(finding.inWords()).isTrue();
    assertThat(finding.skipped()).isEmpty();
  }

  private static void isBroken(Invariant invariant, RunRecords hand, String words) {
    var finding = finding(invariant, hand);
    assertThat(finding.holds()).as(finding.inWords()).isFalse();
    assertThat(finding.inWords()).contains(words);
  }

  private static InvariantResult finding(Invariant invariant, RunRecords hand) {
    return InvariantChecker.findings(hand.build()).stream()
        .filter(finding -> finding.invariant() == invariant)
        .findFirst()
        .orElseThrow();
  }

  private static RunRecords done(String id) {
    return record().accepted(id, Share.SHORT).recorded(id, "SUCCESS", 1, 1, 300);
  }

  @Test
  void nothingInspectedIsNoSuccess() {
    for (var invariant :
        new Invariant[] {
          Invariant.I1,
          Invariant.I2,
          Invariant.I3,
          Invariant.I4,
          Invariant.I5,
          Invariant.I7,
          Invariant.I10
        }) {
      isBroken(invariant, record(), "nothing was inspected");
    }
  }

  @Test
  void acceptedMustBeRecordedEndedAndStayAsItWas() {
    holds(Invariant.I1, done("a").firstSeen("a", "SUCCESS", 1));

    isBroken(Invariant.I1, record().accepted("a", Share.SHORT), "not in PostgreSQL");
    isBroken(
        Invariant.I1,
        record().accepted("a", Share.SHORT).recorded("a", "PENDING", 1, 0, 0),
        "is still PENDING");
    isBroken(Invariant.I1, done("a").firstSeen("a", "FAILED", 1), "was FAILED");
    isBroken(Invariant.I1, done("a").firstSeen("gone", "SUCCESS", 1), "is gone");
    isBroken(Invariant.I1, done("a").broken("two ids for one key"), "two ids");
    isBroken(Invariant.I1, done("a").recorded("b", "SUCCESS", 1, 1, 5), "never answered with 202");
    isBroken(
        Invariant.I1,
        record().accepted("a", Share.SHORT).recorded("a", "SUCCESS", 1, 1, 5, "\"of another\""),
        "has the result");
  }

  @Test
  void theRecordedTokenIsTheHighestThatHadStarted() {
    var overtaken = done("a").ran("a", 1, 1, 0, 250, "normal");
    holds(Invariant.I2, overtaken);
    holds(Invariant.I2, done("a").ran("a", 1, 2, 301, 400, "normal"));

    isBroken(Invariant.I2, done("a").ran("a", 1, 2, 100, 400, "normal"), "after 1.2 had started");
    isBroken(Invariant.I2, done("a").ran("a", 2, 1, 100, 400, "normal"), "after 2.1 had started");
    isBroken(
        Invariant.I2,
        done("a").attempt("a", 1, 1, "SUCCESS", 200).attempt("a", 1, 2, "FAILED", 300),
        "2 recorded outcomes");
  }

  @Test
  void noOutcomeOfAFencedAttemptIsRecordedNeitherSuccessNorFailure() {
    holds(
        Invariant.I3,
        done("a").attempt("a", 1, 1, "FAILED", 200).ran("a", 2, 1, 300, 400, "normal"));
    isBroken(
        Invariant.I3,
        done("a").attempt("a", 1, 1, "FAILED", 350).ran("a", 2, 1, 300, 400, "normal"),
        "attempt 1.1 was recorded as FAILED after 2.1 had started");
    isBroken(Invariant.I3, done("a").attempt("a", 1, 1, "LOST", 350), "nothing was inspected");
  }

  private static RunRecords serving() {
    return record().change(1, "STARTING", "ACTIVE", "Ready", 1, "1");
  }

  @Test
  void thereIsOneActiveProcessAndNoneOnlyAfterACrash() {
    holds(
        Invariant.I4,
        serving()
            .change(2, "STANDBY", "ACTIVE", "StuckReported", 2, "2")
            .change(1, "ACTIVE", "DRAINING", "StuckReported", 2, "2"));
    holds(Invariant.I4, serving().change(1, "ACTIVE", "gone", "Exited", 2, "none"));
    holds(
        Invariant.I4,
        serving()
            .change(1, "ACTIVE", "DRAINING", "CloseRequested", 2, "none")
            .change(1, "DRAINING", "gone", "Exited", 3, "none"));

    isBroken(
        Invariant.I4,
        serving().change(2, "STANDBY", "ACTIVE", "StuckReported", 2, "2"),
        "2 processes are ACTIVE");
    isBroken(
        Invariant.I4,
        serving().change(1, "ACTIVE", "DRAINING", "StuckReported", 2, "none"),
        "no process is ACTIVE");
  }

  private static RunRecords healthy() {
    return record().accepted("a", Share.SHORT);
  }

  @Test
  void aHealthyExecutionThatDidNotEndNeedsAReason() {
    holds(Invariant.I5, healthy().ran("a", 1, 1, 0, 100, "normal"));
    isBroken(Invariant.I5, healthy().ran("a", 1, 1, 0, 100, "none"), "has no end");
    isBroken(Invariant.I5, healthy().ran("a", 1, 1, 0, 100, "interrupted"), "was told to stop");

    var killed = healthy().ran("a", 1, 1, 0, 100, "none");
    holds(Invariant.I5, killed.inject(FaultTarget.PROCESS, 1, 90));
    isBroken(
        Invariant.I5,
        healthy().ran("a", 1, 1, 0, 100, "none").inject(FaultTarget.PROCESS, 2, 90),
        "has no end");
    holds(
        Invariant.I5, healthy().ran("a", 1, 1, 0, 100, "none").inject(FaultTarget.WORKER, 900, 90));
    isBroken(
        Invariant.I5,
        healthy().ran("a", 1, 1, 0, 100, "none").inject(FaultTarget.WORKER, 900, 60_000),
        "has no end");
    holds(
        Invariant.I5,
        healthy()
            .ran("a", 1, 1, 0, 100, "none")
            .ran("h", "chaos-hostile", 1, 1, 1, 50, 50, "none"));
    isBroken(
        Invariant.I5,
        healthy().ran("a", 1, 1, 0, 100, "none").ran("h", "chaos-stuck", 1, 1, 1, 5, 5, "none"),
        "has no end");
  }

  @Test
  void whoWasFencedOrCancelledIsToldToStop() {
    holds(
        Invariant.I5,
        healthy().ran("a", 1, 1, 0, 500, "interrupted").ran("a", 1, 2, 400, 600, "normal"));
    holds(
        Invariant.I5,
        healthy()
            .accepted("b", Share.SHORT)
            .ran("b", 1, 1, 0, 10, "normal")
            .cancelled("a")
            .ran("a", 1, 1, 0, 500, "interrupted"));
  }

  @Test
  void theSameAttemptTwiceIsExplainedOnlyByARedisThatForgotTheFirst() {
    var twice =
        healthy()
            .accepted("b", Share.SHORT)
            .ran("b", "chaos-work", 1, 1, 1, 0, 500, "interrupted")
            .ran("b", "chaos-work", 2, 1, 1, 100, 600, "normal");
    isBroken(Invariant.I5, twice, "was told to stop");
    holds(Invariant.I5, twice.inject(FaultTarget.REDIS, 0, 50));
    isBroken(
        Invariant.I5,
        healthy()
            .accepted("b", Share.SHORT)
            .ran("b", "chaos-work", 1, 1, 1, 0, 500, "interrupted")
            .inject(FaultTarget.REDIS, 0, 50),
        "was told to stop");
  }

  @Test
  void aHealthyLongOneIsNotRepeatedWithoutAFault() {
    var repeated =
        record()
            .accepted("a", Share.HEALTHY_AND_LONG)
            .ran("a", 1, 1, 0, 5000, "normal")
            .ran("a", 2, 1, 4000, 9000, "normal");
    isBroken(Invariant.I5, repeated, "was repeated as 2.1");
    holds(Invariant.I5, repeated.inject(FaultTarget.REDIS, 0, 3000));
  }

  @Test
  void nothingStartsWhileItsWorkflowIsBlocked() {
    holds(Invariant.I6, done("a").blocked(100, 200).started("a", 99));
    holds(Invariant.I6, done("a").blocked(100, 200).started("a", 201));
    isBroken(Invariant.I6, done("a").blocked(100, 200).started("a", 150), "50 ms after its block");
    isBroken(Invariant.I6, done("a").blocked(100, 200), "nothing was inspected");
    assertThat(finding(Invariant.I6, done("a")).skipped()).isPresent();
  }

  private static RunRecords exclusive(String id, long from, long to, String how) {
    return record()
        .ran(id, "chaos-exclusive", 1, 1, 1, from, to, how)
        .ran("z", "chaos-exclusive", 2, 1, 1, 100, 200, "normal");
  }

  @Test
  void exclusiveAttemptsDoNotOverlapAndOnceMeansOnce() {
    holds(Invariant.I7, exclusive("a", 0, 100, "normal"));
    isBroken(Invariant.I7, exclusive("a", 0, 101, "normal"), "overlaps");
    isBroken(Invariant.I7, exclusive("a", 0, 150, "none"), "overlaps");
    isBroken(
        Invariant.I7,
        exclusive("a", 0, 50, "normal")
            .ran("o", "chaos-once", 1, 1, 1, 0, 1, "none")
            .ran("o", "chaos-once", 2, 2, 1, 5, 6, "normal"),
        "is at most once");
  }

  @Test
  void atRestNothingIsLeft() {
    holds(Invariant.I8, record());
    isBroken(Invariant.I8, record().left("results", 3), "results holds 3");
    isBroken(Invariant.I8, record().left("s0 pending", -1), "s0 pending");
    isBroken(Invariant.I8, record().alive(77), "process 77 outlives");
  }

  @Test
  void everyCommandEnds() {
    holds(Invariant.I9, record().commands(3));
    isBroken(Invariant.I9, record().commands(3, "c1 is PENDING"), "c1 is PENDING");
    holds(
        Invariant.I9,
        record().commands(3).change(2, "ACTIVE", "PENDING_KILL", "RecycleRequested", 5, "3"));
    isBroken(
        Invariant.I9,
        record().commands(3).change(3, "ACTIVE", "PENDING_KILL", "RecycleRequested", 6, "4"),
        "generation 3");
    isBroken(
        Invariant.I9, record().commands(0).result(26, Landing.LANDED), "nothing was inspected");
    assertThat(finding(Invariant.I9, record()).skipped()).isPresent();
  }

  @Test
  void everyFaultLandsAndHealsUnlessItIsSkippedByName() {
    holds(Invariant.I10, record().result(1, Landing.LANDED).result(26, Landing.SKIPPED));
    isBroken(Invariant.I10, record().result(1, Landing.NOT_LANDED), "row 1");
    isBroken(Invariant.I10, record().result(3, Landing.NOT_HEALED), "row 3");
    isBroken(Invariant.I10, record().result(26, Landing.SKIPPED), "nothing was inspected");
  }
}
