package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.proxy.HeldConnection;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Row 38: SIGKILL of admin-api after the vote that approves an action, before its execution is
 * enqueued. A proxy holds the message to Redis, which never arrives.
 */
final class ApprovalKilled implements Fault {
  private static final Duration REACHED = Duration.ofMinutes(1);
  private static final String FIRST_PASSWORD = "first-password-of-it";
  private static final String PASSWORD = "second-password-of-it";

  private final String word;
  private Optional<HeldConnection> hold = Optional.empty();
  private String id = "";

  private ApprovalKilled(String word) {
    this.word = word;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new ApprovalKilled(draws.word());
  }

  @Override
  public String describe() {
    return "kill -9 of admin-api after the approval of an action, before its enqueue";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    String marker = "approved-" + word;
    try (var member = member(context)) {
      id = ask(context, marker);
      context.note(
          new Accepted(
              id,
              "chaos-work",
              PlannedRequest.Share.SHORT,
              MachineClock.nanos(),
              Optional.of(marker)));
      var held = HeldConnection.at(marker);
      hold = Optional.of(held);
      context.system().adminRedis().hold(held);
      var voting = Thread.ofVirtual().start(() -> vote(member));
      NotLanded.unless(held.await(REACHED), "it was not enqueued in time");
      look(context);
      long pid = context.system().adminPid();
      context.inject(FaultTarget.ADMIN_API, pid);
      ProcessSignals.KILL.to(pid);
      voting.join();
    }
  }

  /** Makes a user who may vote, because who asks for an action may not. */
  private ApiClient member(FaultContext context) throws IOException, InterruptedException {
    context
        .api()
        .post(
            "/api/users",
            "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"viewer\"}"
                .formatted(name(), FIRST_PASSWORD))
        .success();
    try (var first = signedIn(context, FIRST_PASSWORD)) {
      first
          .put(
              "/api/me/password",
              "{\"current_password\":\"%s\",\"new_password\":\"%s\"}"
                  .formatted(FIRST_PASSWORD, PASSWORD))
          .success();
    }
    return signedIn(context, PASSWORD);
  }

  private ApiClient signedIn(FaultContext context, String password)
      throws IOException, InterruptedException {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name(), password);
    var tokens = context.api().post("/api/sign-in", body).success();
    return new ApiClient(context.system().adminApiUrl(), tokens.path("token").asText());
  }

  private String name() {
    return "member-" + word;
  }

  private String ask(FaultContext context, String marker) throws IOException, InterruptedException {
    var council = "{\"name\":\"council-%s\",\"members\":[\"%s\"]}".formatted(word, name());
    String councilId = context.api().post("/api/councils", council).success().path("id").asText();
    return context
        .api()
        .post(
            "/api/workflow_actions",
            "{\"workflow_type_id\":\"chaos-work\",\"assigned_council_id\":\"%s\",\"inputs\":%s}"
                .formatted(councilId, LoadPlan.workInput(context.ledger(), 5, 0, marker)))
        .success()
        .path("id")
        .asText();
  }

  /** The answer is lost when admin-api dies before it sends it. */
  private void vote(ApiClient member) {
    try {
      member.post("/api/council/vote", "{\"action_id\":\"%s\",\"vote\":\"approve\"}".formatted(id));
    } catch (IOException expected) {
      // It was killed.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(FaultContext context) throws SQLException, IOException, NotLanded {
    NotLanded.unless(
        context
                .system()
                .database()
                .number(
                    "select count(*) from action where id = ?::uuid and decision = 'approved'", id)
            == 1,
        "the approval was not committed");
    try (var redis = context.system().redis().connect()) {
      NotLanded.unless(
          redis.number("HEXISTS", "sl:{q0}:claims", id) == 0, "it was in Redis already");
    }
  }

  @Override
  public String proof(FaultContext context) {
    return "approved in PostgreSQL and no record in Redis: " + id;
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    hold.ifPresent(HeldConnection::drop);
    ProcessSignals.KILL.to(context.system().adminPid());
    context.system().restartAdminApi();
  }
}
