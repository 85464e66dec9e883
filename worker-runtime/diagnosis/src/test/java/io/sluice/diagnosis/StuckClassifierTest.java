package io.sluice.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StuckClassifierTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final StackFrame PARSE =
      new StackFrame("com.acme.Import", "parse", "Import.java", 88);
  private static final StackFrame RUN = new StackFrame("com.acme.Import", "run", "Import.java", 12);
  private static final StackFrame POLL = new StackFrame("sun.nio.ch.Net", "poll", "Net.java", -2);
  private static final StackFrame PARK =
      new StackFrame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2);

  @Test
  void aThreadThatUsesEightTenthsOfACpuIsSpinning() {
    assertThat(words(samples(0.8, "RUNNABLE", PARSE, RUN)))
        .isEqualTo("spinning in Import.parse(Import.java:88)");
  }

  @Test
  void aThreadThatWantsTheCpuEveryTimeIsSpinningEvenWhenItGetsATenthOfIt() {
    assertThat(words(samples(0.1, "RUNNABLE", PARSE, RUN)))
        .isEqualTo("spinning in Import.parse(Import.java:88)");
    assertThat(words(samples(0.09, "RUNNABLE", PARSE, RUN)))
        .isEqualTo("spinning in Import.parse(Import.java:88)");
    assertThat(words(samples(0.01, "RUNNABLE", PARSE, RUN))).startsWith("unknown: same stack");
  }

  @Test
  void aThreadThatWaitsOrIsInNativeCodeNeedsEightTenthsOfACpuToBeCalledSpinning() {
    assertThat(words(samples(0.79, "TIMED_WAITING", PARSE, RUN))).startsWith("unknown: same stack");
    assertThat(words(samples(0.79, "RUNNABLE", PARK, RUN)))
        .isEqualTo("busy in Import.run(Import.java:12), in Unsafe.park");
  }

  @Test
  void aLoopThatWasSeenInDifferentCallsIsNamedItself() {
    var one = samples(1, "RUNNABLE", PARSE, RUN);
    var other =
        samples(1, "RUNNABLE", new StackFrame("com.acme.Import", "check", "Import.java", 9), RUN);
    assertThat(words(List.of(one.get(0), other.get(1), one.get(2))))
        .isEqualTo("spinning in Import.run(Import.java:12)");
  }

  @Test
  void aLockNamesTheExecutionThatHoldsIt() {
    assertThat(words(locked("worker-9", "e-9")))
        .isEqualTo(
            "blocked on lock com.acme.Ledger@1f held by execution e-9 at"
                + " Import.parse(Import.java:88), for at least 2.0 s");
  }

  @Test
  void aLockHeldByTheRuntimeNamesTheThread() {
    assertThat(words(locked("loop", null)))
        .startsWith("blocked on lock com.acme.Ledger@1f held by thread loop at Import.parse(");
  }

  @Test
  void aSocketReadNamesThePeerOnlyIfACloserToldIt() {
    var reading = samples(0, "RUNNABLE", POLL, RUN);
    assertThat(words(reading))
        .isEqualTo("waiting in socket read at Import.run(Import.java:12), for at least 2.0 s");
    assertThat(
            StuckClassifier.classify(reading, null, List.of(), List.of("db.acme.com:5432"))
                .sentence())
        .startsWith("waiting in socket read (db.acme.com:5432) at Import.run(Import.java:12)");
  }

  @Test
  void aSocketReadThatUsesCpuIsNotCalledWaiting() {
    assertThat(words(samples(0.5, "RUNNABLE", POLL, RUN)))
        .isEqualTo("busy in Import.run(Import.java:12), in Net.poll");
  }

  @Test
  void aCycleIsADeadlockWhateverElseIsSeen() {
    assertThat(
            StuckClassifier.classify(
                    samples(1, "RUNNABLE", PARSE), null, List.of("a", "b"), List.of())
                .sentence())
        .isEqualTo("deadlock between a and b at Import.parse(Import.java:88)");
  }

  @Test
  void moreThanHalfOfTheTimeInGcIsAShortageOfMemoryNotASpin() {
    var samples =
        IntStream.range(0, 3)
            .mapToObj(at -> sample(at, 1, at * 920L, "RUNNABLE", null, null, null, PARSE))
            .toList();
    assertThat(words(samples))
        .isEqualTo(
            "the process is short of memory; 92 % of time in GC; this execution is at"
                + " Import.parse(Import.java:88)");
  }

  @Test
  void samplesDelayedByTheCollectorAreClassifiedByTheTimeSinceTheRequest() {
    var first = sample(0, 0, 0, "RUNNABLE", null, null, null, PARSE);
    var late = sample(3, 0.05, 2_700, "RUNNABLE", null, null, null, PARSE);

    assertThat(
            StuckClassifier.classify(List.of(late, late, late), first, List.of(), List.of())
                .sentence())
        .startsWith("the process is short of memory; 90 % of time in GC; ");
  }

  @Test
  void aSleepIsUnknownAndSaysForHowLong() {
    assertThat(words(samples(0, "TIMED_WAITING", PARK, PARSE)))
        .isEqualTo("unknown: same stack for 2.0 s at Import.parse(Import.java:88)");
  }

  @Test
  void oneSampleAloneNeverCallsAThreadSpinning() {
    assertThat(words(samples(1, "RUNNABLE", PARSE).subList(0, 1)))
        .isEqualTo("unknown: one stack only at Import.parse(Import.java:88)");
  }

  private static String words(List<ThreadSample> samples) {
    return StuckClassifier.classify(samples, null, List.of(), List.of()).sentence();
  }

  private static List<ThreadSample> samples(double cpuShare, String state, StackFrame... frames) {
    return IntStream.range(0, 3)
        .mapToObj(at -> sample(at, cpuShare, 0, state, null, null, null, frames))
        .toList();
  }

  private static List<ThreadSample> locked(String owner, @Nullable String execution) {
    return IntStream.range(0, 3)
        .mapToObj(at -> sample(at, 0, 0, "BLOCKED", "com.acme.Ledger@1f", owner, execution, PARSE))
        .toList();
  }

  private static ThreadSample sample(
      int second,
      double cpuShare,
      long gcMillis,
      String state,
      @Nullable String lock,
      @Nullable String owner,
      @Nullable String execution,
      StackFrame... frames) {
    return new ThreadSample(
        START.plusSeconds(second),
        "execution-1",
        state,
        List.of(frames),
        lock == null ? null : new ThreadSample.Lock(lock, owner, execution),
        List.of(),
        new ThreadSample.Usage(Math.round(second * cpuShare * 1e9), 0, gcMillis));
  }

  @Test
  void wordsHaveADecimalPointInEveryDefaultLocale() {
    var before = java.util.Locale.getDefault();
    java.util.Locale.setDefault(java.util.Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(words(samples(0, "TIMED_WAITING", PARK, PARSE)))
          .isEqualTo("unknown: same stack for 2.0 s at Import.parse(Import.java:88)");
    } finally {
      java.util.Locale.setDefault(before);
    }
  }

  @Test
  void framesOfAThreadDumpAreParsed() {
    assertThat(StackFrame.parse("com.acme.Import.parse(Import.java:88)")).isEqualTo(PARSE);
    assertThat(StackFrame.parse("sun.nio.ch.Net.poll(Native Method)").isNative()).isTrue();
    assertThat(StackFrame.parse("my.Import$$Lambda/0x01.apply(Unknown Source)"))
        .isEqualTo(new StackFrame("my.Import$$Lambda/0x01", "apply", "Unknown Source", -1))
        .matches(frame -> !frame.isForeign());
    assertThat(StackFrame.parse("a.B.c(D.java:5)").withFullName()).isEqualTo("a.B.c(D.java:5)");
    assertThat(StackFrame.parse("neither").method()).isEqualTo("neither");
  }
}
