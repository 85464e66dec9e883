package io.sluice.diagnostics.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.diagnosis.CutText;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Probes admin-api once: its readiness and its API port in parallel, within one time limit. */
@ApplicationScoped
public class AdminApiProbe {
  private static final int MAX_BODY = 64 * 1024;
  private final AdminApiConfig config;
  private final HttpClient http;

  AdminApiProbe(AdminApiConfig config) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(config.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }

  /** Probes once. Never throws because of admin-api. */
  ProbeResult look() {
    var health = ask(config.healthUrl());
    var api = ask(config.url());
    return judge(health.join(), api.join());
  }

  private static ProbeResult judge(Answer health, Answer api) {
    return switch (health) {
      case Answered(int status, byte[] body) -> judge(HealthAnswer.read(status, body), api);
      case Silent(String why) when api instanceof Answered ->
          new ProbeResult.NotReady(
              "its API answers, but its health check does not (" + why + ")", List.of());
      case Silent(String why) -> new ProbeResult.Unreachable(why);
    };
  }

  private static ProbeResult judge(ProbeResult health, Answer api) {
    return switch (api) {
      case Answered _ -> health;
      case Silent(String why) ->
          new ProbeResult.NotReady("its API does not answer (" + why + ")", health.reported());
    };
  }

  private CompletableFuture<Answer> ask(URI address) {
    var request = HttpRequest.newBuilder(address).timeout(config.timeout()).GET().build();
    return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY))
        .<Answer>thenApply(response -> new Answered(response.statusCode(), response.body()))
        // The request's own timeout ends with the headers; a body that drips must end too.
        .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> new Silent(inWords(failure)));
  }

  private String inWords(@Nullable Throwable failure) {
    return switch (failure) {
      case CompletionException wrapped -> inWords(wrapped.getCause());
      case HttpTimeoutException _, TimeoutException _ ->
          "no answer within " + config.timeout().toMillis() + " ms";
      case ConnectException _ -> "nothing accepts a connection";
      case null, default -> "the connection broke";
    };
  }

  private sealed interface Answer {}

  @SuppressWarnings("ArrayRecordComponent") // read once, where it is made
  private record Answered(int status, byte[] body) implements Answer {}

  private record Silent(String why) implements Answer {}

  /**
   * Parses the answer of a readiness check: {@code {status, checks: [{name, status}]}}. Ignores the
   * data of a check: it may contain addresses, and the page needs no sign-in. Pure.
   */
  static final class HealthAnswer {
    private static final int MAX_CHECKS = 50;
    private static final int MAX_NAME = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private HealthAnswer() {}

    /** Interprets a body by its HTTP status: 200 means ready, 503 not ready. */
    static ProbeResult read(int status, byte[] body) {
      try {
        var checks = checks(JSON.readTree(new String(body, StandardCharsets.UTF_8)).path("checks"));
        return status == 200
            ? new ProbeResult.Ready(checks)
            : new ProbeResult.NotReady(reason(status, checks), checks);
      } catch (JsonProcessingException notHealth) {
        return new ProbeResult.NotReady(
            "its health check answered something else (HTTP " + status + ")", List.of());
      }
    }

    private static String reason(int status, List<ProbeResult.Check> checks) {
      var failing =
          checks.stream().filter(check -> !check.up()).map(ProbeResult.Check::name).toList();
      return failing.isEmpty()
          ? "its health check answered HTTP " + status
          : (failing.size() == 1 ? "a check fails: " : "checks fail: ")
              + String.join(", ", failing);
    }

    private static List<ProbeResult.Check> checks(JsonNode reported) {
      var checks = new ArrayList<ProbeResult.Check>();
      for (var check : reported) {
        if (checks.size() < MAX_CHECKS) {
          var up = "UP".equals(check.path("status").asText());
          checks.add(new ProbeResult.Check(cut(check.path("name").asText("unnamed")), up));
        }
      }
      checks.sort(Comparator.comparing(ProbeResult.Check::up));
      return List.copyOf(checks);
    }

    private static String cut(String text) {
      return CutText.of(text, MAX_NAME);
    }
  }

  /**
   * Configures the addresses of admin-api. Pages show neither, so that they reveal nothing of a
   * network.
   */
  @ConfigMapping(prefix = "sluice.admin-api")
  interface AdminApiConfig {

    /** Base address of the REST API. */
    @WithDefault("http://127.0.0.1:8080")
    URI url();

    /** Address of the readiness check, on the management port. */
    @WithDefault("http://127.0.0.1:9080/q/health/ready")
    URI healthUrl();

    /** Maximum time that one health probe waits for an answer. */
    @WithDefault("2s")
    Duration timeout();
  }

  /** The result of one health probe of admin-api. */
  public sealed interface ProbeResult {

    /** admin-api answers requests and reports ready. */
    record Ready(List<Check> checks) implements ProbeResult {}

    /**
     * admin-api is reachable and not ready: a check fails, or one of its two ports does not answer.
     */
    record NotReady(String reason, List<Check> checks) implements ProbeResult {}

    /** admin-api did not answer in time. */
    record Unreachable(String reason) implements ProbeResult {}

    /** One of its health checks. */
    record Check(String name, boolean up) {}

    /** The reported checks, failing ones first; empty if admin-api was not reached. */
    default List<Check> reported() {
      return switch (this) {
        case Ready ready -> ready.checks();
        case NotReady notReady -> notReady.checks();
        case Unreachable _ -> List.of();
      };
    }
  }
}
