package io.sluice.admin.action;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class CouncilTest {

  private static final String ACTIONS = "/api/workflow_actions";

  @Inject QueueScripts queue;
  @Inject Rows rows;

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-council");
  }

  @Test
  void anActionWaitsAndRunsAfterTheSecondApprovalAndSaysWhoApproved() {
    List<Person> people = people(3);
    String council = council(people, 2, "");
    String id = ask(council);
    assertThat(Api.get(ACTIONS + "/" + id).<String>path("status")).isEqualTo("AWAITING_APPROVAL");

    assertThat(people.get(0).vote(id, "approve").<String>path("status"))
        .isEqualTo("AWAITING_APPROVAL");
    Response second = people.get(1).vote(id, "approve");

    assertThat(second.<String>path("status")).isEqualTo("PENDING");
    assertThat(second.<String>path("approval.decision")).isEqualTo("approved");
    assertThat(second.<List<String>>path("approval.votes.voter"))
        .containsExactly(people.get(0).name(), people.get(1).name());
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
    assertThat(audits(id, "council.vote")).isEqualTo(2);
    assertThat(audits(id, "council.decide")).isOne();
  }

  @Test
  void fiftyVotesAtOnceGiveOneDecision() throws Exception {
    List<Person> people = people(50);
    String id = ask(council(people, 26, ""));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var votes = new ArrayList<Callable<Integer>>();
      people.forEach(person -> votes.add(() -> person.vote(id, "approve").statusCode()));

      Map<Integer, Long> answers =
          executor.invokeAll(votes).stream()
              .map(Future::resultNow)
              .collect(Collectors.groupingBy(code -> code, Collectors.counting()));

      assertThat(answers).isEqualTo(Map.of(200, 26L, 409, 24L));
    }
    assertThat(audits(id, "council.decide")).isOne();
    assertThat(rows.number("SELECT count(*) FROM vote WHERE action_id = ?", id)).isEqualTo(26);
  }

  @Test
  void whatIsRejectedNeverRunsAlsoNotAgain() {
    List<Person> people = people(3);
    String id = ask(council(people, 2, ""));

    people.get(0).vote(id, "reject");
    Response decided = people.get(1).vote(id, "reject");

    assertThat(decided.<String>path("status")).isEqualTo("CANCELLED");
    assertThat(decided.<String>path("error_type")).isEqualTo("ApprovalRejected");
    assertThat(decided.<String>path("error_message")).endsWith("rejected it: 2 rejections.");
    assertProblem(people.get(2).vote(id, "approve"), 409, "already-decided");
    assertProblem(Api.post("/api/executions/" + id + "/retry", "{}"), 409, "not-approved");
    assertProblem(change(id, "PENDING"), 409, "not-approved");
  }

  @Test
  void aVetoEndsItAtOnce() {
    List<Person> people = people(3);
    String id = ask(council(people, 2, ",\"veto_members\":[\"" + people.get(2).name() + "\"]"));
    people.get(0).vote(id, "approve");

    Response decided = people.get(2).vote(id, "reject");

    assertThat(decided.<String>path("status")).isEqualTo("CANCELLED");
    assertThat(decided.<String>path("approval.decision")).isEqualTo("vetoed");
  }

  @Test
  void whatIsNotDecidedInTimeExpiresAndSaysSo() {
    List<Person> people = people(2);
    String id = ask(council(people, 1, ",\"deadline_seconds\":3600"));
    assertThat(Api.get(ACTIONS + "/" + id).<String>path("approval.decide_by")).isNotNull();
    rows.change("UPDATE action SET decide_by = now() WHERE id = ?", id);

    var ended = Api.awaitStatus(id, "CANCELLED");

    assertThat(ended.getString("error_type")).isEqualTo("ApprovalRejected");
    assertThat(ended.getString("error_message")).contains("did not decide by");
    assertThat(Api.get(ACTIONS + "/" + id).<String>path("approval.decision")).isEqualTo("expired");
    assertProblem(people.get(0).vote(id, "approve"), 409, "already-decided");
  }

  @Test
  void aVoteMayBeChangedUntilTheDecisionAndTheSameAgainChangesNothing() {
    List<Person> people = people(3);
    String id = ask(council(people, 2, ""));
    people.get(0).vote(id, "reject");
    String castAt = people.get(0).vote(id, "reject").path("approval.votes[0].cast_at");
    assertThat(audits(id, "council.vote")).isOne();

    Response changed = people.get(0).vote(id, "approve");

    assertThat(changed.<List<String>>path("approval.votes.vote")).containsExactly("approve");
    assertThat(changed.<String>path("approval.votes[0].cast_at")).isNotEqualTo(castAt);
    people.get(1).vote(id, "approve");
    Response again = people.get(1).vote(id, "approve");
    assertThat(again.statusCode()).as("after the decision").isEqualTo(200);
    assertThat(audits(id, "council.vote")).isEqualTo(3);
    assertProblem(people.get(1).vote(id, "reject"), 409, "already-decided");
  }

  @Test
  void whoAskedHasNoVoteWithWhateverTokenAndAStrangerNeither() {
    List<Person> people = people(3);
    Person requester = people.getFirst();
    String id = requester.ask(council(people, 2, ""));

    assertProblem(requester.vote(id, "approve"), 403, "may-not-vote");
    assertProblem(
        new Person(requester.name(), rows.anotherTokenOf(requester.name())).vote(id, "approve"),
        403,
        "may-not-vote");
    assertProblem(people(1).getFirst().vote(id, "approve"), 403, "may-not-vote");
    assertThat(people.get(1).vote(id, "approve").<String>path("status"))
        .isEqualTo("AWAITING_APPROVAL");
    assertThat(people.get(2).vote(id, "approve").<String>path("status")).isEqualTo("PENDING");
  }

  @Test
  void aDelegateVotesForAnAbsentMember() {
    List<Person> people = people(2);
    Person delegate = people(1).getFirst();
    String council = council(people, 2, "");
    String id = ask(council);
    String path = "/api/councils/" + council + "/members/" + people.get(0).name() + "/delegation";
    String body = "{\"delegate\":\"%s\",\"until\":\"2100-01-01T00:00:00Z\"}";

    assertProblem(people.get(1).put(path, body.formatted(delegate.name())), 403, "forbidden");
    assertProblem(
        people.get(0).put(path, body.formatted(people.get(1).name())), 422, "invalid-request");
    assertThat(people.get(0).put(path, body.formatted(delegate.name())).statusCode())
        .isEqualTo(200);

    Response vote = delegate.vote(id, "approve");
    assertThat(vote.<String>path("approval.votes[0].member")).isEqualTo(people.get(0).name());
    assertThat(vote.<String>path("approval.votes[0].voter")).isEqualTo(delegate.name());
    assertThat(people.get(1).vote(id, "approve").<String>path("status")).isEqualTo("PENDING");
  }

  @Test
  void whatIsCancelledBeforeTheDecisionCannotBeVotedOnNorRun() {
    List<Person> people = people(2);
    String id = ask(council(people, 1, ""));

    assertThat(change(id, "CANCELLED").<String>path("status")).isEqualTo("CANCELLED");

    assertProblem(people.get(0).vote(id, "approve"), 409, "already-decided");
    assertProblem(change(id, "PENDING"), 409, "not-approved");
  }

  @Test
  void aCouncilThatCannotDecideIsRefusedWithTheField() {
    List<Person> people = people(2);
    String council = council(people, 2, "");

    Response refused = people.get(0).post(ACTIONS, request(council));

    assertProblem(refused, 422, "invalid-request");
    assertThat(refused.<String>path("errors[0].field")).isEqualTo("assigned_council_id");
    assertThat(
            Api.post("/api/councils", body("toobig" + suffix, people, 3, ""))
                .<String>path("errors[0].field"))
        .isEqualTo("quorum");
  }

  private String ask(String council) {
    return Api.post(ACTIONS, request(council)).then().statusCode(201).extract().path("id");
  }

  private static String request(String council) {
    return "{\"workflow_type_id\":\"echo\",\"assigned_council_id\":\"" + council + "\"}";
  }

  private static Response change(String id, String status) {
    return Api.asAdministrator()
        .contentType(ContentType.JSON)
        .body("{\"status\":\"" + status + "\"}")
        .patch(ACTIONS + "/" + id);
  }

  private String council(List<Person> people, int quorum, String more) {
    return Api.post("/api/councils", body("c-" + UUID.randomUUID(), people, quorum, more))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String body(String name, List<Person> people, int quorum, String more) {
    String members =
        people.stream().map(person -> "\"" + person.name() + "\"").collect(Collectors.joining(","));
    return "{\"name\":\""
        + name
        + "\",\"members\":["
        + members
        + "],\"quorum\":"
        + quorum
        + more
        + "}";
  }

  private List<Person> people(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "p-" + UUID.randomUUID())
        .map(name -> new Person(name, rows.tokenOf(name, "operator")))
        .toList();
  }

  private long audits(String id, String action) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE object = ? AND action = ?", "action/" + id, action);
  }

  private record Person(String name, String token) {

    Response vote(String action, String vote) {
      return post(
          "/api/council/vote", "{\"action_id\":\"" + action + "\",\"vote\":\"" + vote + "\"}");
    }

    String ask(String council) {
      return post(ACTIONS, request(council)).then().statusCode(201).extract().path("id");
    }

    Response post(String path, String body) {
      return given()
          .header("Authorization", "Bearer " + token)
          .contentType(ContentType.JSON)
          .body(body)
          .post(path);
    }

    Response put(String path, String body) {
      return given()
          .header("Authorization", "Bearer " + token)
          .contentType(ContentType.JSON)
          .body(body)
          .put(path);
    }
  }
}
