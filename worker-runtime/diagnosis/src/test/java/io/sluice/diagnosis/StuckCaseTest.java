package io.sluice.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Words of the verdict about other threads, of interrupts, of polling and of work. */
class StuckCaseTest {
  private static final StackFrame RUN = new StackFrame("com.acme.Import", "run", "Import.java", 12);
  private static final StackFrame HELP = new StackFrame("com.acme.Help", "go", "Help.java", 3);
  private static final StackFrame AWAIT =
      new StackFrame("java.util.concurrent.CountDownLatch", "await", "CountDownLatch.java", 230);
  private static final StackFrame PARK =
      new StackFrame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", StackFrame.NATIVE);
  private static final StackFrame SLEEP =
      new StackFrame("java.lang.Thread", "sleep", "Thread.java", 540);
  private static final StackFrame JOIN =
      new StackFrame("java.lang.Thread", "join", "Thread.java", 1887);
  private static final StackFrame HASH =
      new StackFrame("java.util.HashMap", "put", "HashMap.java", 5);

  private final List<ThreadSample> others = new ArrayList<>();
  private final List<List<StackFrame>> glances = new ArrayList<>();
  private String execution = "e-1";

  @Test
  void anInterruptibleCallThatGoesOnHasSwallowedTheInterrupts() {
    assertThat(verdict(2, waiting("WAITING", WaitFacts.NONE, PARK, AWAIT, RUN)).sentence())
        .endsWith("; swallowed 2 interrupts (InterruptedException)");
  }

  @Test
  void aCallThatNoInterruptEndsHasIgnoredThem() {
    var pending = new WaitFacts(true, 1, null, null);
    var read = new StackFrame("sun.nio.ch.Net", "poll", "Net.java", StackFrame.NATIVE);
    var verdict = verdict(3, waiting("RUNNABLE", pending, read, RUN));
    assertThat(verdict.sentence()).endsWith("; ignored 3 interrupts, which do not end this call");
    assertThat(verdict.ignored()).isEqualTo("ignored 3 interrupts, which do not end this call");
    assertThat(verdict.advice()).isEqualTo(Advice.NETWORK);
  }

  @Test
  void whatWasNotToldToStopHasIgnoredNothing() {
    assertThat(verdict(-1, waiting("WAITING", WaitFacts.NONE, PARK, AWAIT, RUN)).sentence())
        .isEqualTo(
            "waiting for a CountDownLatch at Import.run(Import.java:12), for at least 2.0 s");
  }

  @Test
  void aThreadOfTheExecutionIsFollowedThroughAChain() {
    others.add(thread("first", of("Thread", "second"), PARK, JOIN, HELP));
    others.add(thread("second", null, SLEEP, HELP));
    var joining = new WaitFacts(false, 1, of("Thread", "first"), null);
    assertThat(verdict(-1, waiting("WAITING", joining, PARK, JOIN, RUN)).sentence())
        .isEqualTo(
            "waiting in Thread.join for the end of thread first at Import.run(Import.java:12),"
                + " for at least 2.0 s; thread first is waiting in Thread.join for the end of"
                + " thread second at Help.go(Help.java:3); thread second is sleeping at"
                + " Help.go(Help.java:3)");
  }

  @Test
  void threadsThatWaitForEachOtherAreNamedOnce() {
    others.add(thread("first", of("Thread", "execution-1"), PARK, JOIN, HELP));
    var joining = new WaitFacts(false, 1, of("Thread", "first"), null);
    assertThat(verdict(-1, waiting("WAITING", joining, PARK, JOIN, RUN)).sentence())
        .containsOnlyOnce("thread first is ");
  }

  @Test
  void idleThreadsOfAPoolAreNotNamed() {
    others.add(thread("pool-1-thread-1", null, PARK));
    assertThat(verdict(-1, waiting("WAITING", WaitFacts.NONE, PARK, AWAIT, RUN)).sentence())
        .doesNotContain("pool-1");
  }

  @Test
  void aLockOfTheExecutionItselfNamesTheThread() {
    var lock = new ThreadSample.Lock("com.acme.Ledger@1f", "helper", "e-1");
    var samples =
        IntStream.range(0, 3)
            .mapToObj(at -> sample(at, "BLOCKED", WaitFacts.NONE, lock, 0, RUN))
            .toList();
    assertThat(verdict(-1, samples).sentence()).contains(" held by thread helper at Import.run(");
    execution = "e-2";
    assertThat(verdict(-1, samples).sentence()).contains(" held by execution e-1 at Import.run(");
  }

  @Test
  void manyShortWaitsArePolling() {
    var samples =
        IntStream.range(0, 3)
            .mapToObj(
                at ->
                    sample(
                        at,
                        "TIMED_WAITING",
                        new WaitFacts(false, at * 50L, null, null),
                        null,
                        0,
                        SLEEP,
                        RUN))
            .toList();
    var verdict = verdict(2, samples);
    assertThat(verdict.sentence())
        .isEqualTo(
            "waiting again and again (50 times a second): sleeping at Import.run(Import.java:12);"
                + " 2 interrupts did not end the loop");
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.POLLING);
    assertThat(verdict.kind().fingerprintLabel()).isEqualTo("unknown");
  }

  @Test
  void aClassThatAnotherThreadInitializesIsNamedWithTheCycle() {
    var stopped = new WaitFacts(false, 0, null, new SystemCall("futex", null));
    var left = new StackFrame("com.acme.Left", "<clinit>", "Left.java", 5);
    var right = new StackFrame("com.acme.Right", "<clinit>", "Right.java", 6);
    others.add(
        new ThreadSample(
            Instant.EPOCH,
            "partner",
            "RUNNABLE",
            List.of(right),
            null,
            List.of(),
            new ThreadSample.Usage(0, 0, 0),
            stopped));
    assertThat(verdict(-1, waiting("RUNNABLE", stopped, left)).sentence())
        .startsWith(
            "waiting for the initialization of class Right at Left.<clinit>(Left.java:5), which"
                + " thread partner runs and which waits in turn for class Left: a cycle");
  }

  @Test
  void nativeCodeThatIsNotKnownNamesItsSystemCall() {
    var sleeping = new WaitFacts(true, 0, null, new SystemCall("clock_nanosleep", null));
    var call = new StackFrame("com.acme.Native", "sleep", "Native.java", StackFrame.NATIVE);
    assertThat(verdict(1, waiting("RUNNABLE", sleeping, call, RUN)).sentence())
        .startsWith("waiting in native code, in the system call clock_nanosleep at Native.sleep(");
  }

  @Test
  void aWaitThatNoInterruptEndsIsNotSaidToSwallowThem() {
    var await =
        new StackFrame(
            "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
            "awaitUninterruptibly",
            "AbstractQueuedSynchronizer.java",
            1);
    assertThat(verdict(1, waiting("WAITING", WaitFacts.NONE, PARK, await, RUN)).sentence())
        .startsWith("waiting for a condition of a lock at Import.run(")
        .doesNotContain("swallowed");
  }

  @Test
  void workIsNamedByTheCallsOfTheJdkAndByExceptions() {
    glances.addAll(List.of(List.of(HASH, RUN), List.of(HASH, RUN), List.of(RUN)));
    assertThat(verdict(1, running(RUN)).sentence())
        .startsWith("spinning in Import.run(Import.java:12), partly in HashMap.put");
    var made = new StackFrame("com.acme.LateException", "<init>", "LateException.java", 1);
    glances.addAll(List.of(List.of(made, RUN), List.of(made, RUN)));
    assertThat(verdict(1, running(RUN)).sentence())
        .contains(", throwing LateException again and again");
    assertThat(verdict(-1, running(RUN)).sentence()).startsWith("busy in Import.run(");
  }

  @Test
  void theLineThatMostStacksShowIsNamed() {
    var usual = new StackFrame("com.acme.Import", "run", "Import.java", 14);
    glances.addAll(List.of(List.of(usual), List.of(usual), List.of(usual), List.of(usual)));
    assertThat(verdict(1, running(RUN)).sentence())
        .startsWith("spinning in Import.run(Import.java:14)");
  }

  private Verdict verdict(int interrupts, List<ThreadSample> samples) {
    return StuckClassifier.classify(
        new StuckCase(execution, samples, null, others, glances, List.of(), List.of(), interrupts));
  }

  private static Blocker of(String type, String thread) {
    return new Blocker.OfThread(type, thread);
  }

  private static List<ThreadSample> waiting(String state, WaitFacts facts, StackFrame... frames) {
    return IntStream.range(0, 3).mapToObj(at -> sample(at, state, facts, null, 0, frames)).toList();
  }

  private static List<ThreadSample> running(StackFrame... frames) {
    return IntStream.range(0, 3)
        .mapToObj(at -> sample(at, "RUNNABLE", WaitFacts.NONE, null, 1, frames))
        .toList();
  }

  private static ThreadSample thread(String name, @Nullable Blocker blocker, StackFrame... frames) {
    return new ThreadSample(
        Instant.EPOCH,
        name,
        "WAITING",
        List.of(frames),
        null,
        List.of(),
        new ThreadSample.Usage(0, 0, 0),
        new WaitFacts(false, 1, blocker, null));
  }

  private static ThreadSample sample(
      int second,
      String state,
      WaitFacts facts,
      ThreadSample.@Nullable Lock lock,
      double cpuShare,
      StackFrame... frames) {
    return new ThreadSample(
        Instant.EPOCH.plusSeconds(second),
        "execution-1",
        state,
        List.of(frames),
        lock,
        List.of(),
        new ThreadSample.Usage(Math.round(second * cpuShare * 1e9), 0, 0),
        facts);
  }
}
