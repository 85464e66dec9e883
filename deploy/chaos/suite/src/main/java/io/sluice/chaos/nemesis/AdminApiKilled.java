package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.load.RetryingSubmitter;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.proxy.FaultProxy;
import io.sluice.chaos.proxy.HeldConnection;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Row 6: SIGKILL of admin-api at four points. A proxy holds the message that it sends at such a
 * point, which never arrives: the point is met exactly, without test code in the product.
 */
final class AdminApiKilled implements Fault {
  private static final Duration REACHED = Duration.ofMinutes(1);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final String RESULTS = "sl:{q0}:results";

  /**
   * The last key of every script, and an entry of the results stream as the first argument: only
   * the script that acknowledges results has that. Such an id has 15 characters.
   */
  private static final String ACKNOWLEDGE = "sl:{q0}:lanes2\r\n$15\r\n";

  private final Point point;
  private final String marker;
  private Optional<HeldConnection> hold = Optional.empty();
  private String evidence = "";

  /** The point of the kill. */
  enum Point {
    BEFORE_COMMIT,
    BEFORE_ENQUEUE,
    BEFORE_RECORD_COMMIT,
    BEFORE_ACKNOWLEDGE
  }

  AdminApiKilled(Point point, String marker) {
    this.point = point;
    this.marker = marker;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new AdminApiKilled(Point.values()[variant], "mark-" + draws.word());
  }

  @Override
  public String describe() {
    return "kill -9 of admin-api "
        + switch (point) {
          case BEFORE_COMMIT -> "before the commit of an accept";
          case BEFORE_ENQUEUE -> "after the commit of an accept, before its enqueue";
          case BEFORE_RECORD_COMMIT -> "after reading results, before their commit";
          case BEFORE_ACKNOWLEDGE -> "after the commit of results, before they are acknowledged";
        };
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    // The marker passes at the accept too: a hold for its result may only be set behind that.
    boolean acceptFirst = point == Point.BEFORE_RECORD_COMMIT;
    var request = request(context);
    if (acceptFirst) {
      NotLanded.unless(context.submitter().accepted(request).isPresent(), "it was not accepted");
    }
    var held = wanted();
    hold = Optional.of(held);
    proxy(context).hold(held);
    var asking =
        Thread.ofVirtual()
            .start(() -> askUntilHeld(context.submitter(), request, held, acceptFirst));
    NotLanded.unless(held.await(REACHED), "the point was not reached in time");
    evidence = look(context);
    long pid = context.system().adminPid();
    context.inject(FaultTarget.ADMIN_API, pid);
    ProcessSignals.KILL.to(pid);
    asking.join();
  }

  private PlannedRequest request(FaultContext context) {
    int ms = point == Point.BEFORE_RECORD_COMMIT ? 1500 : 5;
    return RetryingSubmitter.request(
            "chaos-work",
            LoadPlan.workInput(context.ledger(), ms, 0, marker),
            PlannedRequest.Share.SHORT,
            60)
        .withKey(marker.replace("mark", "key")); // another word, so that nothing is held at it
  }

  /** An admin-api that has just been started may refuse for some seconds; the key makes it one. */
  private static void askUntilHeld(
      RetryingSubmitter submitter, PlannedRequest request, HeldConnection held, boolean asked) {
    try {
      boolean accepted = asked;
      while (!accepted && held.isAwaited()) {
        accepted = submitter.once(request).isPresent();
        MachineClock.pause(BETWEEN_TRIES);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HeldConnection wanted() {
    return switch (point) {
      case BEFORE_COMMIT, BEFORE_RECORD_COMMIT -> HeldConnection.after(marker);
      case BEFORE_ENQUEUE -> HeldConnection.at(marker);
      case BEFORE_ACKNOWLEDGE -> HeldConnection.at(ACKNOWLEDGE);
    };
  }

  private FaultProxy proxy(FaultContext context) {
    return switch (point) {
      case BEFORE_COMMIT, BEFORE_RECORD_COMMIT -> context.system().adminPostgres();
      case BEFORE_ENQUEUE, BEFORE_ACKNOWLEDGE -> context.system().adminRedis();
    };
  }

  /** Shows that PostgreSQL and Redis are on the two sides of the point. */
  private String look(FaultContext context) throws SQLException, IOException, NotLanded {
    var rows = context.system().database();
    var ids =
        rows.read(
            "select id::text from execution_all where input->>'marker' = ?",
            row -> row.getString(1),
            marker);
    try (var redis = context.system().redis().connect()) {
      return switch (point) {
        case BEFORE_COMMIT -> {
          NotLanded.unless(ids.isEmpty(), "the row was there before the commit");
          yield "no row yet";
        }
        case BEFORE_ENQUEUE -> {
          NotLanded.unless(ids.size() == 1, "no row after the commit");
          NotLanded.unless(!inRedis(redis, ids), "it was in Redis already");
          yield "a row and no record in Redis: " + ids.getFirst();
        }
        case BEFORE_RECORD_COMMIT -> {
          NotLanded.unless(
              ids.size() == 1 && !context.ended(ids.getFirst()),
              "the outcome was recorded already");
          yield "a result in the stream and no outcome: " + ids.getFirst();
        }
        case BEFORE_ACKNOWLEDGE -> {
          long pending =
              redis.list("XPENDING", RESULTS, "rec").getFirst() instanceof Long n ? n : 0;
          NotLanded.unless(pending > 0, "nothing was unacknowledged");
          yield pending + " results committed and not acknowledged";
        }
      };
    }
  }

  private static boolean inRedis(RedisClient redis, List<String> ids) throws IOException {
    return redis.number("HEXISTS", "sl:{q0}:claims", ids.getFirst()) == 1;
  }

  @Override
  public String proof(FaultContext context) {
    return evidence;
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    hold.ifPresent(HeldConnection::drop);
    ProcessSignals.KILL.to(context.system().adminPid());
    context.system().restartAdminApi();
  }
}
