package io.sluice.diagnostics.operations;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Probes admin-api once: its readiness and its API port in parallel, within one time limit. */
@ApplicationScoped
class AdminApiProbe {
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
}
