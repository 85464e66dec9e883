package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.service.Layout;
import io.sluice.local.whole.TraceCollector.Received;
import io.sluice.testkit.ApiClient;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks the traces that all four programs together export to a collector. */
@Tag("long")
class TracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");

  private static @Nullable TraceCollector collector;
  private static @Nullable LocalSystem system;
  private static @Nullable ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    collector = new TraceCollector();
    system =
        LocalSystem.prepare(
            LocalOptions.usual(), Layout.here(), new Progress(System.out), collector.settings());
    system.start();
    api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token());
  }

  @AfterAll
  static void stop() throws Exception {
    if (api != null) {
      api.close();
    }
    if (system != null) {
      system.abort();
    }
    if (collector != null) {
      collector.close();
    }
  }

  @Test
  void theTraceOfTheCallerLeadsThroughQueueAndProcessToTheRecord() throws Exception {
    JsonNode ended = submitted(TRACE, "{\"workflow\":\"traced\",\"input\":{\"fail_times\":0}}");

    assertThat(ended.path("trace_id").asText()).isEqualTo(TRACE);
    Received request = span(TRACE, "POST /api/executions");
    Received submit = span(TRACE, "submit traced");
    Received queue = span(TRACE, "queue traced");
    Received attempt = span(TRACE, "process traced");
    Received claim = span(TRACE, "claim traced");
    Received run = span(TRACE, "run traced");
    Received outer = span(TRACE, "collect");
    Received inner = span(TRACE, "page");
    Received record = span(TRACE, "record");
    assertThat(request.parentId()).isEqualTo(CALLER);
    assertThat(submit.parentId()).isEqualTo(request.id());
    assertThat(queue.parentId()).isEqualTo(submit.id());
    assertThat(attempt.parentId()).isEqualTo(submit.id());
    assertThat(claim.parentId()).isEqualTo(attempt.id());
    assertThat(run.parentId()).isEqualTo(attempt.id());
    assertThat(outer.parentId()).isEqualTo(run.id());
    assertThat(outer.attributes()).containsEntry("source", "sample");
    assertThat(inner.parentId()).isEqualTo(outer.id());
    assertThat(ended.path("result").asText()).isEqualTo("00-" + TRACE + "-" + inner.id() + "-01");
    assertThat(record.parentId()).isEqualTo(attempt.id());
    assertThat(List.of(request, submit, record))
        .extracting(Received::service)
        .containsOnly("admin-api");
    assertThat(List.of(queue, attempt, claim))
        .extracting(Received::service)
        .containsOnly("orchestrator-service");
    assertThat(List.of(run, outer, inner))
        .extracting(Received::scope)
        .containsOnly("io.sluice.process");
    assertThat(attempt.attributes())
        .containsEntry("sluice.execution.id", ended.path("execution_id").asText())
        .containsEntry("sluice.status", "SUCCESS");
    String logs = "/api/executions/" + ended.path("execution_id").asText() + "/logs";
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(api().get(logs).body()).contains("trace_id=" + TRACE));
  }

  @Test
  void eachAttemptHasASpanThatIsLinkedToTheOneBefore() throws Exception {
    String trace = "5".repeat(32);
    JsonNode ended = submitted(trace, "{\"workflow\":\"traced\",\"input\":{\"fail_times\":1}}");

    assertThat(ended.path("status").asText()).isEqualTo("SUCCESS");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> named(trace, "process traced").size() == 2 && named(trace, "record").size() == 2);
    Received failed =
        named(trace, "process traced").stream().filter(Received::failed).findFirst().orElseThrow();
    Received repeated =
        named(trace, "process traced").stream()
            .filter(each -> !each.failed())
            .findFirst()
            .orElseThrow();
    Received recorded =
        named(trace, "record").stream()
            .filter(each -> each.parentId().equals(failed.id()))
            .findFirst()
            .orElseThrow();
    assertThat(failed.links()).isEmpty();
    assertThat(repeated.links()).containsExactly(recorded.id());
    assertThat(named(trace, "page")).extracting(Received::failed).containsOnlyOnce(true);
  }

  @Test
  void eachItemOfABatchHasATraceOfItsOwnThatIsLinkedToTheRequest() throws Exception {
    String trace = "6".repeat(32);
    String item = "{\"workflow\":\"echo\",\"input\":1}";
    JsonNode answers =
        api()
            .post("/api/executions/batch", "[" + item + "," + item + "]", traceparent(trace, "01"))
            .success();

    Received request = span(trace, "POST /api/executions/batch");
    List<String> traces =
        List.of(
            api().awaitEnd(answers.path(0).path("execution_id").asText()).path("trace_id").asText(),
            api()
                .awaitEnd(answers.path(1).path("execution_id").asText())
                .path("trace_id")
                .asText());
    assertThat(traces).doesNotHaveDuplicates().doesNotContain(trace).doesNotContain("");
    for (String own : traces) {
      assertThat(span(own, "submit echo").links()).containsExactly(request.id());
      assertThat(span(own, "run echo").failed()).isFalse();
    }
  }

  @Test
  void whatTheCallerDidNotSampleIsNotExported() throws Exception {
    String trace = "7".repeat(32);
    String id =
        api()
            .post(
                "/api/executions",
                "{\"workflow\":\"traced\",\"input\":{\"fail_times\":0}}",
                traceparent(trace, "00"))
            .executionId();

    JsonNode ended = api().awaitEnd(id);
    submitted("8".repeat(32), "{\"workflow\":\"traced\",\"input\":{\"fail_times\":0}}");
    span("8".repeat(32), "record");

    assertThat(ended.path("trace_id").asText()).isEqualTo(trace);
    assertThat(collector().trace(trace)).isEmpty();
  }

  @Test
  void aViewOfThePageIsOneTraceWithTheCallsToTheApi() throws Exception {
    JsonNode ended =
        submitted("9".repeat(32), "{\"workflow\":\"traced\",\"input\":{\"fail_times\":0}}");
    String trace = "a".repeat(32);
    String web = Objects.requireNonNull(system).endpoints().diagnosticsWeb();
    try (var browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> signIn(browser, web));

      var page =
          browser.send(
              HttpRequest.newBuilder(
                      URI.create(web + "/executions/" + ended.path("execution_id").asText()))
                  .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
                  .build(),
              BodyHandlers.ofString());

      assertThat(page.body()).contains("9".repeat(32));
    }
    Received view =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    collector().trace(trace).stream()
                        .filter(each -> each.service().equals("diagnostics-web"))
                        .filter(each -> each.parentId().equals(CALLER))
                        .findFirst()
                        .orElse(null),
                Objects::nonNull);
    assertThat(view.name()).contains("/executions/");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                collector().trace(trace).stream()
                    .anyMatch(each -> each.service().equals("admin-api")));
  }

  private static void signIn(HttpClient browser, String web) throws Exception {
    var form =
        browser.send(
            HttpRequest.newBuilder(URI.create(web + "/sign-in")).build(), BodyHandlers.ofString());
    var token = CSRF.matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    var endpoints = Objects.requireNonNull(system).endpoints();
    String fields =
        "csrf-token=%s&to=/&username=%s&password=%s"
            .formatted(
                encoded(token.group(1)),
                encoded(endpoints.username()),
                encoded(endpoints.password()));
    var answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(web + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode submitted(String trace, String body) throws Exception {
    return api()
        .awaitEnd(api().post("/api/executions", body, traceparent(trace, "01")).executionId());
  }

  private static Map<String, String> traceparent(String trace, String flags) {
    return Map.of("traceparent", "00-" + trace + "-" + CALLER + "-" + flags);
  }

  private static Received span(String trace, String name) {
    return await(name)
        .atMost(Duration.ofSeconds(60))
        .until(() -> named(trace, name), found -> !found.isEmpty())
        .getFirst();
  }

  private static List<Received> named(String trace, String name) {
    return collector().trace(trace).stream().filter(span -> span.name().equals(name)).toList();
  }

  private static TraceCollector collector() {
    return Objects.requireNonNull(collector);
  }

  private static ApiClient api() {
    return Objects.requireNonNull(api);
  }
}
