package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.HostileRequest;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows 16, 17, 19, 20 and 21: executions that break their process, error or output, one or many at
 * once.
 */
final class HostileExecution implements Fault {
  private static final Duration TO_END = Duration.ofMinutes(6);

  private final HostileRequest hostile;
  private final int copies;
  private final List<String> ids = new ArrayList<>();

  private HostileExecution(HostileRequest hostile, int copies) {
    this.hostile = hostile;
    this.copies = copies;
  }

  /** Row 16: out of memory. */
  static Fault outOfMemory(int variant, FaultRandom draws) {
    var kinds = List.of("OOM_HEAP", "OOM_DIRECT", "OOM_METASPACE");
    return new HostileExecution(HostileRequest.hostile(kinds.get(variant), 0, true), 1);
  }

  /** Row 17: exits. */
  static Fault exit(int variant, FaultRandom draws) {
    var kinds = List.of("EXIT", "HALT", "EXIT_WITH_HANGING_HOOK");
    return new HostileExecution(HostileRequest.hostile(kinds.get(variant), 7, true), 1);
  }

  /** Row 19: one that holds an exclusive lock, each kind alone, then many at once. */
  static Fault stuck(int variant, FaultRandom draws) {
    if (variant == 1) {
      return new StuckWithLock();
    }
    var kinds = List.of("SPIN", "", "SWALLOW", "LOCK_CYCLE", "SOCKET", "SWALLOW");
    return new HostileExecution(HostileRequest.stuck(kinds.get(variant)), variant == 5 ? 8 : 1);
  }

  /** Row 20: broken code. */
  static Fault brokenCode(int variant, FaultRandom draws) {
    var kinds =
        List.of(
            "STACK_OVERFLOW", "BROKEN_INITIALIZER", "TO_STRING_THROWS", "TO_STRING_NEVER_RETURNS");
    return new HostileExecution(HostileRequest.hostile(kinds.get(variant), 0, true), 1);
  }

  /** Row 21: excessive output; 1 GB in the long form. */
  static Fault output(int variant, FaultRandom draws) {
    var kinds = List.of("OUTPUT_FLOOD", "OUTPUT_WITHOUT_NEWLINE", "OUTPUT_BINARY");
    int size = draws.longForm() ? 1_000_000_000 : 20_000_000;
    return new HostileExecution(HostileRequest.hostile(kinds.get(variant), size, false), 1);
  }

  @Override
  public String describe() {
    return copies == 1 ? hostile.kind() : copies + " x " + hostile.kind() + " at once";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    for (int i = 0; i < copies; i++) {
      ids.add(context.submit(hostile));
    }
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    long began = MachineClock.nanos();
    var ended = MachineClock.await(TO_END, () -> ids.stream().allMatch(context::ended));
    NotLanded.unless(ended, "not all of " + ids + " ended in " + TO_END.toSeconds() + " s");
    NotLanded.unless(
        ids.stream().allMatch(id -> context.runs(id) > 0), "not all of " + ids + " ever started");
    return String.format(
        Locale.ROOT,
        "%s started and ended as %s in %d ms",
        copies == 1 ? ids.getFirst() : copies + " executions",
        ids.stream().map(context::outcome).distinct().toList(),
        MachineClock.since(began).toMillis());
  }
}
