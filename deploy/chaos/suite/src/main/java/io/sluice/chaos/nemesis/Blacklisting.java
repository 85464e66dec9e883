package io.sluice.chaos.nemesis;

import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.Request;
import io.sluice.chaos.system.RedisWire;
import io.sluice.chaos.time.MachineClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Row 25: a workflow is blacklisted while executions of it wait, run and are claimed, and released
 * again. The entry is made where the API makes it, in PostgreSQL.
 */
final class Blacklisting implements Fault {
  private static final String WORKFLOW = "chaos-blockable";
  private static final String BLOCKED = "sl:{q0}:blocked";
  private static final String ID = "(select id from workflow where name = ?)";
  private static final Duration SEEN = Duration.ofSeconds(20);

  /** So long that many of them still wait when the entry is there. */
  private static final int LONGER_MS = 1500;

  private final int queued;
  private final Duration lasts;
  private boolean inserted;
  private boolean seen;
  private long from;
  private long refused;

  private Blacklisting(int queued, Duration lasts) {
    this.queued = queued;
    this.lasts = lasts;
  }

  static Fault draw(int variant, Draws draws) {
    return new Blacklisting(draws.longForm() ? 1000 : 200, Duration.ofSeconds(3));
  }

  @Override
  public String describe() {
    return "blacklisting of a workflow with %d queued executions".formatted(queued);
  }

  @Override
  public void inject(Arena arena) throws Exception {
    for (int i = 0; i < queued; i++) {
      arena.submit(
          WORKFLOW, LoadPlan.workInput(arena.ledger(), LONGER_MS, 0, "b"), Request.Share.SHORT, 60);
    }
    block(arena);
    MachineClock.pause(lasts);
    refused =
        arena
            .system()
            .database()
            .number(
                "select count(*) from execution where workflow_id = "
                    + ID
                    + " and status = 'BLOCKED'",
                WORKFLOW);
  }

  private void block(Arena arena) throws Exception {
    int rows =
        arena
            .system()
            .database()
            .change(
                "insert into blacklist (workflow_id, reason, automatic, stuck_count,"
                    + " blacklisted_at, blacklisted_by) values ("
                    + ID
                    + ", 'chaos', false, 0, now(), 'chaos')",
                WORKFLOW);
    inserted = rows == 1;
    var id =
        arena
            .system()
            .database()
            .read("select id::text from workflow where name = ?", row -> row.getString(1), WORKFLOW)
            .getFirst();
    seen = MachineClock.await(SEEN, () -> blocked(arena, id));
    if (!seen) {
      throw new NotLanded("the entry did not reach Redis within " + SEEN.toSeconds() + " s");
    }
  }

  private boolean blocked(Arena arena, String id) throws IOException {
    try (var redis = arena.system().redis().connect()) {
      boolean there = redis.number("HEXISTS", BLOCKED, id) == 1;
      from = millis(redis);
      return there;
    }
  }

  private static long millis(RedisWire redis) throws IOException {
    List<?> time = redis.list("TIME");
    return Long.parseLong(String.valueOf(time.get(0))) * 1000
        + Long.parseLong(String.valueOf(time.get(1))) / 1000;
  }

  @Override
  public String proof(Arena arena) throws Exception {
    int answer =
        arena
            .api()
            .post("/api/executions", "{\"workflow\":\"" + WORKFLOW + "\",\"input\":null}", Map.of())
            .status();
    NotLanded.unless(answer == 409, "a new one was answered with " + answer);
    return "new ones are answered with 409; " + refused + " that waited are BLOCKED";
  }

  @Override
  public void heal(Arena arena) throws Exception {
    if (seen) {
      try (var redis = arena.system().redis().connect()) {
        arena.blocks().add(new Blocks.Block(WORKFLOW, from, millis(redis)));
      }
    }
    if (inserted) {
      arena
          .system()
          .database()
          .change(
              "update blacklist set removed_at = now(), removed_by = 'chaos'"
                  + " where removed_at is null and workflow_id = "
                  + ID,
              WORKFLOW);
    }
  }
}
