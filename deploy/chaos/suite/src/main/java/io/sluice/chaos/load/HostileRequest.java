package io.sluice.chaos.load;

import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A request for one hostile execution.
 *
 * @param kind of the workflow chaos-stuck, or of chaos-hostile
 * @param crashes true if it ends its process or has it replaced
 */
public record HostileRequest(
    String workflow, String kind, int size, int timeoutSeconds, boolean crashes) {
  private static final int STUCK_TIMEOUT = 1;
  private static final int USUAL_TIMEOUT = 20;

  private enum Stuck {
    SPIN,
    SWALLOW,
    LOCK_CYCLE,
    SOCKET
  }

  private enum Harmless {
    OUTPUT_FLOOD(2_000_000),
    OUTPUT_WITHOUT_NEWLINE(500_000),
    OUTPUT_BINARY(100_000),
    RESULT_OF_SIZE(262_145),
    RESULT_DEEP(5_000),
    RESULT_NAN(0),
    RESULT_NUL(0),
    RESULT_LONE_SURROGATE(0),
    TO_STRING_THROWS(0);

    private final int size;

    Harmless(int size) {
      this.size = size;
    }
  }

  private enum Crashing {
    OOM_HEAP,
    OOM_DIRECT,
    EXIT,
    HALT,
    EXIT_WITH_HANGING_HOOK,
    STACK_OVERFLOW,
    BROKEN_INITIALIZER
  }

  /**
   * Draws one. Most kinds affect only themselves: a process takes a second to start, so few may end
   * one.
   */
  static HostileRequest of(RandomGenerator random) {
    int dice = random.nextInt(100);
    int pick = random.nextInt(10_000);
    if (dice < 3) {
      return stuck(Stuck.values()[pick % Stuck.values().length].name());
    }
    if (dice < 6) {
      var kind = Crashing.values()[pick % Crashing.values().length];
      return hostile(kind.name(), 7, true);
    }
    var kind = Harmless.values()[pick % Harmless.values().length];
    return hostile(kind.name(), kind.size, false);
  }

  public static HostileRequest stuck(String kind) {
    return new HostileRequest("chaos-stuck", kind, 0, STUCK_TIMEOUT, true);
  }

  /** Exclusive, and deaf to its cancel for as long as its process lives: size is milliseconds. */
  public static HostileRequest deafAndExclusive() {
    return new HostileRequest("chaos-exclusive", "DEAF_AND_EXCLUSIVE", 60_000, STUCK_TIMEOUT, true);
  }

  public static HostileRequest hostile(String kind, int size, boolean crashes) {
    return new HostileRequest("chaos-hostile", kind, size, USUAL_TIMEOUT, crashes);
  }

  public String input(Path ledger) {
    return switch (workflow) {
      case "chaos-stuck" -> "{\"ledger\":\"%s\",\"kind\":\"%s\"}".formatted(ledger, kind);
      case "chaos-exclusive" -> LoadPlan.workInput(ledger, size, 0, "deaf", true);
      default ->
          String.format(
              Locale.ROOT, "{\"ledger\":\"%s\",\"kind\":\"%s\",\"size\":%d}", ledger, kind, size);
    };
  }
}
