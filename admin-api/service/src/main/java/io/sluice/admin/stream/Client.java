package io.sluice.admin.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connected client. Its backpressure state is guarded by its monitor: the loop of its topic sends
 * frames, network threads report signs of life.
 */
final class Client {

  private static final int POLICY = 1008;

  private final Link link;
  private final Visitor visitor;
  private final Topic topic;
  private final StreamMetrics metrics;
  private Pace pace;
  private volatile Instant checkedAt;

  Client(Link link, Visitor visitor, Topic topic, StreamMetrics metrics, Instant now) {
    this.link = link;
    this.visitor = visitor;
    this.topic = topic;
    this.metrics = metrics;
    this.pace = Pace.opened(now);
    this.checkedAt = now;
  }

  Visitor visitor() {
    return visitor;
  }

  Topic topic() {
    return topic;
  }

  /** Records a request for a snapshot. */
  synchronized void asked() {
    pace = pace.asked();
  }

  /** Records a sign of life. */
  synchronized void heard(Instant now) {
    pace = pace.heard(now);
  }

  /**
   * Sends a frame if the client has received the previous one.
   *
   * @param delta null if nothing has changed
   * @param snapshot null if the state is not complete yet
   */
  void frame(@Nullable Supplier<String> delta, @Nullable Supplier<String> snapshot) {
    Pace.Step step = step(delta != null, snapshot != null);
    if (step == Pace.Step.SNAPSHOT && snapshot != null) {
      send(snapshot.get());
    } else if (step == Pace.Step.DELTA && delta != null) {
      send(delta.get());
    } else if (step == Pace.Step.SKIP) {
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
      silent = pace.isSilent(silence, now);
      ping = pace.pingDue(silence, now);
      pace = ping ? pace.pinged(now) : pace;
    }
    if (silent) {
      close(POLICY, "Nothing was read for " + silence.toSeconds() + " s. Connect again.");
    } else if (ping) {
      link.ping();
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
    link.close(code, reason);
  }

  private synchronized Pace.Step step(boolean news, boolean complete) {
    Pace.Next next = pace.next(news, complete);
    pace = next.pace();
    return next.step();
  }

  private void send(String frame) {
    metrics.sent();
    var _ = link.send(frame).whenComplete((_, _) -> sent());
  }

  private synchronized void sent() {
    pace = pace.sent();
  }
}
