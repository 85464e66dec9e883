package io.sluice.diagnostics.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.api.Problem;
import io.sluice.api.SignIn;
import io.sluice.api.UserApi.Me;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that answers with the records of admin-api, serialized as admin-api does. */
public final class ApiStub implements AutoCloseable {

  /** A received request. */
  public record Request(
      String method,
      String path,
      @Nullable String query,
      @Nullable String authorization,
      @Nullable String forwardedFor,
      @Nullable String idempotencyKey,
      String body) {}

  /**
   * An answer.
   *
   * @param retryAfter seconds; null for none
   */
  public record Reply(int status, Object body, @Nullable Integer retryAfter) {

    public Reply(int status, Object body) {
      this(status, body, null);
    }
  }

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private static final Reply NO_SUCH_FORMAT =
      problem(406, "not-acceptable", "The answer has no such format", "Ask for application/json.");

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Function<Request, Reply>> answers = new ConcurrentHashMap<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signIns = new AtomicInteger();
  private volatile String role = "platform-admin";
  private volatile boolean mustChangePassword;
  private volatile boolean silent;
  private volatile boolean away;

  public ApiStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    forget();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Resets the stub: everybody may sign in, and there is no data. */
  public void forget() {
    answers.clear();
    requests.clear();
    role = "platform-admin";
    mustChangePassword = false;
    silent = false;
    away = false;
    on("POST /api/sign-in", this::signIn);
    on("POST /api/sign-in/refresh", _ -> new Reply(200, tokens()));
    on("DELETE /api/sign-in", _ -> new Reply(204, ""));
    on("GET /api/me", _ -> new Reply(200, new Me("vera", role, List.of("*"), true, true)));
    on(
        "PUT /api/me/password",
        _ -> {
          mustChangePassword = false;
          return new Reply(204, "");
        });
  }

  public void on(String operation, Object body) {
    on(operation, _ -> new Reply(200, body));
  }

  public void on(String operation, Function<Request, Reply> answer) {
    answers.put(operation, answer);
  }

  /** Refuses as admin-api does. */
  public void refuse(String operation, int status, String kind, String title, String detail) {
    on(operation, _ -> problem(status, kind, title, detail));
  }

  public static Reply problem(int status, String kind, String title, String detail) {
    return new Reply(
        status, new Problem("urn:sluice:problem:" + kind, title, status, detail, null, null, null));
  }

  public void role(String name) {
    role = name;
  }

  public void wantsAnotherPassword() {
    mustChangePassword = true;
  }

  /** Takes requests and never answers. */
  public void fallsSilent() {
    silent = true;
  }

  /** Hangs up on whoever asks. */
  public void goesAway() {
    away = true;
  }

  /** The requests for an operation, oldest first. */
  public List<Request> heard(String operation) {
    return requests.stream()
        .filter(each -> (each.method() + " " + each.path()).equals(operation))
        .toList();
  }

  private Reply signIn(Request request) {
    try {
      SignIn.Request asked = JSON.readValue(request.body(), SignIn.Request.class);
      return asked.password().equals("right")
          ? new Reply(200, tokens())
          : problem(
              401,
              "sign-in-refused",
              "Signing in was refused",
              "The user name or the password is wrong.");
    } catch (JsonProcessingException unreadable) {
      return problem(400, "malformed-request", "The request is not readable", "No JSON.");
    }
  }

  private SignIn.Answer tokens() {
    int number = signIns.incrementAndGet();
    return new SignIn.Answer("slu_token" + number, 900, "slr_" + number, mustChangePassword);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getRawQuery(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              exchange.getRequestHeaders().getFirst("X-Forwarded-For"),
              exchange.getRequestHeaders().getFirst("Idempotency-Key"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      if (away) {
        return;
      }
      if (silent) {
        closed.await();
      }
      write(exchange, takesJson(exchange) ? answer(request) : NO_SUCH_FORMAT);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply answer(Request request) {
    Function<Request, Reply> answer = answers.get(request.method() + " " + request.path());
    return answer == null
        ? problem(404, "not-found", "There is nothing here", "Nothing at this path.")
        : answer.apply(request);
  }

  private static boolean takesJson(HttpExchange exchange) {
    String accepted = exchange.getRequestHeaders().getFirst("Accept");
    return accepted == null || accepted.contains("json") || accepted.contains("*/*");
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body =
        reply.body() instanceof String text
            ? text.getBytes(StandardCharsets.UTF_8)
            : JSON.writeValueAsBytes(reply.body());
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            reply.status() >= 400 ? "application/problem+json" : "application/json");
    if (reply.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", reply.retryAfter().toString());
    }
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
