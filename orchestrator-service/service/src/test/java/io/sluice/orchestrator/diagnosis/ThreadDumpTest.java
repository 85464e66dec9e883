package io.sluice.orchestrator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnosis.Verdict;
import io.sluice.orchestrator.diagnosis.ThreadDump.DumpedThread;
import io.sluice.orchestrator.process.KernelView;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ThreadDumpTest {

  @Test
  void threadsAreReadWithStateTimeStackAndLocks() {
    ThreadDump dump =
        ThreadDump.parse(dump("a", 100, 1.0, spinning(7)) + dump("b", 1, 1, waiting()));

    assertThat(dump.threads()).hasSize(2);
    DumpedThread a = dump.named("execution-a").orElseThrow();
    assertThat(a.tid()).isEqualTo(77);
    assertThat(a.cpuMs()).isEqualTo(100);
    assertThat(a.elapsedMs()).isEqualTo(1_000);
    assertThat(a.state()).isEqualTo("RUNNABLE");
    assertThat(a.frames())
        .containsExactly(
            "java.util.HashMap.get(HashMap.java:5)",
            "my.Import$$Lambda/0x000000001e040440.apply(Unknown Source)",
            "my.Import.parse(Import.java:7)",
            "java.lang.Thread.run(Thread.java:1474)");
    assertThat(a.topForeignFrame()).contains("my.Import.parse(Import.java:7)");
    assertThat(dump.holder("java.lang.Object <0x00000000fc016960>")).contains(a);
  }

  @Test
  void twoDumpsTellWhoSpins() {
    assertThat(verdict("a", dump("a", 100, 1.0, spinning(7)), dump("a", 560, 1.5, spinning(9))))
        .isEqualTo(
            new Verdict(
                Verdict.Kind.SPINNING, "spinning in Import.parse(Import.java:9), in HashMap.get"));
  }

  @Test
  void oneDumpTellsNoSpinning() {
    assertThat(verdict("a", dump("a", 100, 1.0, spinning(7))).sentence())
        .isEqualTo("unknown: one stack only at Import.parse(Import.java:7)");
  }

  @Test
  void aLockNamesTheExecutionThatHoldsIt() {
    String both = dump("a", 100, 1.0, spinning(7)) + dump("b", 1, 1.0, waiting());

    assertThat(verdict("b", both, both).sentence())
        .startsWith("blocked on lock java.lang.Object <0x00000000fc016960> held by execution a");
  }

  @Test
  void aReadOfASocketIsWaitingWhenItCostsNoTime() {
    String reading = "\tat sun.nio.ch.Net.poll(java.base@25/Native Method)\n";

    assertThat(verdict("a", dump("a", 1, 1.0, reading), dump("a", 1, 1.5, reading)).sentence())
        .isEqualTo("waiting in socket read, for at least 0.5 s");
  }

  @Test
  void anObjectForWhichAThreadIsParkedHasItsName() {
    String parked =
        """
        \tat jdk.internal.misc.Unsafe.park(java.base@25/Native Method)
        \t- parking to wait for  <0x00000000fc0170f0> (a java.util.concurrent.CountDownLatch$Sync)
        \tat java.util.concurrent.locks.LockSupport.park(java.base@25/LockSupport.java:223)
        \tat java.util.concurrent.CountDownLatch.await(java.base@25/CountDownLatch.java:230)
        \tat my.Export.write(Export.java:3)
        """;
    var thread = ThreadDump.parse(dump("a", 1, 1.0, parked)).named("execution-a").orElseThrow();

    assertThat(thread.waitsFor())
        .isEqualTo("java.util.concurrent.CountDownLatch$Sync <0x00000000fc0170f0>");
    assertThat(verdict("a", dump("a", 1, 1.0, parked), dump("a", 1, 1.5, parked)).sentence())
        .startsWith("waiting for a CountDownLatch at Export.write(Export.java:3)");
  }

  @Test
  void aClassThatIsBeingInitializedIsNamed() {
    String waiting =
        """
        \tat my.Export.write(Export.java:3)
        \t- waiting on the Class initialization monitor for my.Rates
        """;

    assertThat(verdict("a", dump("a", 1, 1.0, waiting), dump("a", 1, 1.5, waiting)).sentence())
        .startsWith("waiting for the initialization of class my.Rates at Export.write(");
  }

  @Test
  void aDeadlockThatTheJvmFoundIsOne() {
    String found =
        dump("a", 1, 1.0, waiting())
            + """

            Found one Java-level deadlock:
            =============================
            "execution-a":
              waiting to lock monitor 0x0000 (object 0x01, a java.lang.Object),
              which is held by "execution-b"

            "execution-b":
              waiting to lock monitor 0x0000 (object 0x02, a java.lang.Object),
              which is held by "execution-a"

            Java stack information for the threads listed above:
            ===================================================
            "execution-c":
            """;

    assertThat(verdict("a", found).sentence())
        .isEqualTo("deadlock between execution-a and execution-b at Export.write(Export.java:3)");
  }

  @Test
  void aStoppedProcessAndOneThatSaysNothingAreUnknown() {
    var stopped = new KernelView("T", 5, 1, List.of());

    assertThat(new ExternalSnapshot(List.of(), KernelView.NONE, stopped, List.of()).verdict("a"))
        .isEqualTo(Verdict.unknown("its process is stopped (state T)"));
    assertThat(ExternalSnapshot.NOTHING.verdict("a").kind()).isEqualTo(Verdict.Kind.UNKNOWN);
  }

  @Test
  void whatIsNoDumpIsPassedOver() {
    assertThat(ThreadDump.parse("\"execution-a\" is what a workflow prints\n\tat \n").threads())
        .isEmpty();
  }

  private static Verdict verdict(String execution, String... dumps) {
    List<ThreadDump> parsed = List.of(dumps).stream().map(ThreadDump::parse).toList();
    return new ExternalSnapshot(
            List.of(), KernelView.NONE, new KernelView("S", 1, 1, List.of()), parsed)
        .verdict(execution);
  }

  private static String dump(String execution, double cpuMs, double elapsed, String stack) {
    String state = stack.contains("waiting to lock") ? "BLOCKED (on object monitor)" : "RUNNABLE";
    return String.format(
        Locale.ROOT,
        """
    "execution-%s" #16 [77] prio=5 os_prio=0 cpu=%.2fms elapsed=%.2fs tid=0x00007fe350096b30 nid=77 runnable  [0x00007fe30fefe000]
       java.lang.Thread.State: %s
    %s
    """,
        execution,
        cpuMs,
        elapsed,
        state,
        stack);
  }

  private static String spinning(int line) {
    return String.format(
        Locale.ROOT,
        """
    \tat java.util.HashMap.get(java.base@25.0.3/HashMap.java:5)
    \tat my.Import$$Lambda/0x000000001e040440.apply(Unknown Source)
    \tat my.Import.parse(Import.java:%d)
    \t- locked <0x00000000fc016960> (a java.lang.Object)
    \tat java.lang.Thread.run(java.base@25.0.3/Thread.java:1474)
    """,
        line);
  }

  private static String waiting() {
    return """
    \tat my.Export.write(Export.java:3)
    \t- waiting to lock <0x00000000fc016960> (a java.lang.Object)
    """;
  }
}
