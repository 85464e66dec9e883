package io.sluice.admin.livestream;

import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connected client. Its backpressure state is guarded by its monitor: the loop of its topic sends
 * frames, network threads report signs of life.
 */
final class StreamClient {

  private static final int POLICY = 1008;

  private final ClientConnection connection;
  private final Subscriber subscriber;
  private final Topic topic;
  private final StreamMetrics metrics;
  private BackpressureState state;
  private volatile Instant checkedAt;

  StreamClient(
      ClientConnection connection,
      Subscriber subscriber,
      Topic topic,
      StreamMetrics metrics,
      Instant now) {
    this.connection = connection;
    this.subscriber = subscriber;
    this.topic = topic;
    this.metrics = metrics;
    this.state = BackpressureState.opened(now);
    this.checkedAt = now;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  Topic topic() {
    return topic;
  }

  /** Records a request for a snapshot. */
  synchronized void asked() {
    state = state.asked();
  }

  /** Records a sign of life. */
  synchronized void heard(Instant now) {
    state = state.heard(now);
  }

  /**
   * Sends a frame if the client has received the previous one.
   *
   * @param delta null if nothing has changed
   * @param snapshot null if the state is not complete yet
   */
  void frame(@Nullable Supplier<String> delta, @Nullable Supplier<String> snapshot) {
    BackpressureState.Step step = step(delta != null, snapshot != null);
    if (step == BackpressureState.Step.SNAPSHOT && snapshot != null) {
      send(snapshot.get());
    } else if (step == BackpressureState.Step.DELTA && delta != null) {
      send(delta.get());
    } else if (step == BackpressureState.Step.SKIP) {
      metrics.dropped();
    }
  }

  /**
   * Sends pings, and closes the connection if the client is silent.
   *
   * @return true if it was closed
   */
  boolean attend(Duration silence, Instant now) {
    boolean silent;
    boolean ping;
    synchronized (this) {
      silent = state.isSilent(silence, now);
      ping = state.pingDue(silence, now);
      state = ping ? state.pinged(now) : state;
    }
    if (silent) {
      close(POLICY, "Nothing was read for " + silence.toSeconds() + " s. Connect again.");
    } else if (ping) {
      connection.ping();
    }
    return silent;
  }

  /** Returns true if the rights are due for another check, and records the check. */
  boolean checkDue(Duration interval, Instant now) {
    boolean due = !now.isBefore(checkedAt.plus(interval));
    if (due) {
      checkedAt = now;
    }
    return due;
  }

  void close(int code, String reason) {
    connection.close(code, reason);
  }

  private synchronized BackpressureState.Step step(boolean news, boolean complete) {
    BackpressureState.Next next = state.next(news, complete);
    state = next.state();
    return next.step();
  }

  private void send(String frame) {
    metrics.sent();
    var _ = connection.send(frame).whenComplete((_, _) -> sent());
  }

  private synchronized void sent() {
    state = state.sent();
  }

  /** Connection to a client. No method blocks. */
  interface ClientConnection {

    /** Sends a frame; the stage completes when the network has taken or refused it. */
    CompletionStage<?> send(String frame);

    void ping();

    /**
     * Closes the connection.
     *
     * @param reason at most 123 bytes
     */
    void close(int code, String reason);
  }

  /** Subject that a client watches. Clients of one topic get the same frames. */
  sealed interface Topic {

    /** All workers. */
    record Workers() implements Topic {}

    /**
     * One execution.
     *
     * @param payloads true if input, result and log lines may be shown
     */
    record Execution(UUID id, boolean payloads) implements Topic {}
  }

  /**
   * The subscriber of a connection.
   *
   * @param who principal of the token at the handshake
   * @param payloads true if inputs, results and log lines may be shown
   * @param token token of the handshake, which is revalidated later
   */
  record Subscriber(Principal who, boolean payloads, String token) {

    String person() {
      return who.name();
    }

    Organizations organizations() {
      return who.organizations();
    }

    /** Omits the token, which is a secret. */
    @Override
    public String toString() {
      return who.name();
    }
  }
}
