package io.sluice.chaos.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.chaos.MachineClock;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One request of the plan.
 *
 * @param number from 1 on; part of its marker
 * @param at time since the start of the load
 * @param priority of the queue
 * @param organization that owns the execution
 */
public record PlannedRequest(
    int number,
    Duration at,
    Work work,
    String priority,
    String organization,
    Key key,
    Options options) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The work of the execution.
   *
   * @param input JSON of the input
   * @param timeoutSeconds time until it is cancelled
   */
  public record Work(String workflow, Share share, String input, int timeoutSeconds) {}

  /**
   * The {@code Idempotency-Key} and its use.
   *
   * @param value empty for none
   */
  public record Key(Optional<String> value, Twist twist) {
    static final Key NONE = new Key(Optional.empty(), Twist.NONE);
  }

  /**
   * Optional parts of the request.
   *
   * @param uniqueKey unique among executions that have not ended
   * @param delay time until it may start
   * @param cancelAfter time between its answer and its cancel
   * @param model the requested execution model
   */
  public record Options(
      Optional<String> uniqueKey,
      Optional<Duration> delay,
      Optional<Duration> cancelAfter,
      Optional<String> model) {
    static final Options NONE =
        new Options(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public String workflow() {
    return work.workflow();
  }

  public Share share() {
    return work.share();
  }

  /** Sends the request; an {@code IOException} leaves open whether it was accepted. */
  public ApiClient.Answer send(ApiClient api) throws IOException, InterruptedException {
    return send(api, work.input());
  }

  /** Sends the request with another input. */
  ApiClient.Answer send(ApiClient api, String input) throws IOException, InterruptedException {
    Map<String, String> headers =
        key.value().map(value -> Map.of("Idempotency-Key", value)).orElse(Map.of());
    return api.post("/api/executions", body(input, MachineClock.now()), headers);
  }

  private String body(String input, Instant now) throws JsonProcessingException {
    var body = JSON.createObjectNode();
    body.put("workflow", workflow());
    body.set("input", JSON.readTree(input));
    body.put("timeout_seconds", work.timeoutSeconds());
    body.put("priority", priority);
    body.put("organization", organization);
    options.model().ifPresent(model -> body.put("execution_model", model));
    options.uniqueKey().ifPresent(unique -> body.put("unique_key", unique));
    options.delay().ifPresent(delay -> body.put("run_at", now.plus(delay).toString()));
    return JSON.writeValueAsString(body);
  }

  /** Returns the request with an Idempotency-Key, so that it may be sent again. */
  public PlannedRequest withKey(String value) {
    var keyed = new Key(Optional.of(value), key.twist());
    return new PlannedRequest(number, at, work, priority, organization, keyed, options);
  }

  /** Returns the request with another priority. */
  public PlannedRequest withPriority(String other) {
    return new PlannedRequest(number, at, work, other, organization, key, options);
  }

  /** Returns the request for another execution model. */
  public PlannedRequest in(String model) {
    var other =
        new Options(
            options.uniqueKey(), options.delay(), options.cancelAfter(), Optional.of(model));
    return new PlannedRequest(number, at, work, priority, organization, key, other);
  }

  /** The kind of work. */
  public enum Share {
    SHORT,
    LONG,
    HEALTHY_AND_LONG,
    HOSTILE;

    public boolean healthy() {
      return this != HOSTILE;
    }
  }

  /** The use of the Idempotency-Key. */
  public enum Twist {
    NONE,
    /** Sent twice: the second answer must be the first one. */
    SAME_AGAIN,
    /** Sent again with another body: must be refused. */
    OTHER_BODY
  }
}
