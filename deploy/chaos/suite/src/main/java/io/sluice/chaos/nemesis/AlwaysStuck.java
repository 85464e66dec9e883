package io.sluice.chaos.nemesis;

import io.sluice.chaos.load.Request.Share;
import io.sluice.chaos.load.Submitter;
import io.sluice.chaos.system.Signals;
import io.sluice.chaos.time.MachineClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Row 24: a workflow that always gets stuck is blacklisted by its fifth distinct execution, also
 * when two of them end at once. What does not change the count: that each is repeated once, so that
 * three of them are six stuck attempts, and that admin-api dies between the third and the fourth.
 * The threshold is the usual one only while this is played: the load has stuck executions of its
 * own.
 */
final class AlwaysStuck implements Fault {
  private static final String WORKFLOW = "chaos-doomed";
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final Duration SEEN = Duration.ofSeconds(20);
  private static final int TIMEOUT_SECONDS = 1;
  private static final int THRESHOLD = 5;

  private final Blocking blocking = new Blocking();
  private final List<String> ids = new ArrayList<>();
  private boolean early;

  @Override
  public String describe() {
    return "a workflow that always gets stuck";
  }

  @Override
  public void inject(Arena arena) throws Exception {
    Breaker.threshold(arena, THRESHOLD);
    stuck(arena, THRESHOLD - 2);
    early = Breaker.isBlacklisted(arena, WORKFLOW);
    arena.harm(Part.ADMIN_API, arena.system().adminPid());
    Signals.KILL.to(arena.system().adminPid());
    arena.system().restartAdminApi();
    stuck(arena, 2);
    NotLanded.unless(
        MachineClock.await(SEEN, () -> Breaker.isBlacklisted(arena, WORKFLOW)),
        "it was not blacklisted");
    NotLanded.unless(
        blocking.reached(arena, WORKFLOW, SEEN), "the entry did not reach Redis in time");
  }

  private void stuck(Arena arena, int count) throws Exception {
    var input = "{\"ledger\":\"%s\"}".formatted(arena.ledger());
    var now = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      now.add(arena.submit(Submitter.request(WORKFLOW, input, Share.HOSTILE, TIMEOUT_SECONDS)));
    }
    ids.addAll(now);
    NotLanded.unless(
        MachineClock.await(TO_END, () -> now.stream().allMatch(arena::ended)),
        "not all of " + now + " ended in " + TO_END.toSeconds() + " s");
  }

  @Override
  public String proof(Arena arena) throws Exception {
    NotLanded.unless(!early, "it was blacklisted after " + (THRESHOLD - 2));
    int answer =
        arena
            .api()
            .post("/api/executions", "{\"workflow\":\"" + WORKFLOW + "\",\"input\":null}", Map.of())
            .status();
    NotLanded.unless(answer == 409, "a new one was answered with " + answer);
    return String.format(
        Locale.ROOT,
        "%d executions ended as %s, then new ones were answered with 409",
        ids.size(),
        ids.stream().map(arena::outcome).distinct().toList());
  }

  @Override
  public void heal(Arena arena) throws Exception {
    Breaker.threshold(arena, Breaker.NEVER);
    blocking.lifted(arena, WORKFLOW);
    Breaker.release(arena);
  }
}
