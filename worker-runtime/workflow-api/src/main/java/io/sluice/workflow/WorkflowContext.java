package io.sluice.workflow;

import java.io.Closeable;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Context of an execution: identity, deadline, cancellation, progress and log. Safe for use by the
 * thread of the workflow and by threads it starts; without effect after the execution has ended.
 */
public interface WorkflowContext {

  /** Returns the id of the execution, the same for all its attempts. */
  String executionId();

  /** Returns the name of the workflow. */
  String workflowName();

  /** Returns the number of the attempt, 1 for the first. */
  int attempt();

  /**
   * Returns a token that rises with every attempt of this execution and compares as text. Pass it
   * to systems that can refuse an older one, because an execution is attempted at least once.
   */
  String fencingToken();

  /** Returns the time at which the execution will be told to stop; empty for never. */
  Optional<Instant> deadline();

  /** Returns true if the execution has been told to stop. Never returns to false. */
  boolean isCancelled();

  /**
   * Ends the workflow here if it has been told to stop: for loops that do not block.
   *
   * @throws InterruptedException if told to stop
   */
  void checkCancelled() throws InterruptedException;

  /**
   * Registers a closer for a blocking call that ignores interrupts: the cancel of a statement, the
   * close of a socket. Run once, newest first, one second after the execution was told to stop, on
   * another thread with 2 s of time. Run at once if it was already told.
   *
   * @param description of the resource, with host and port, for the stuck dossier
   * @return registration that removes the closer when it is closed
   * @throws IllegalArgumentException if the description or the closer is null
   * @throws IllegalStateException if the execution has ended, or has 10 000 closers already
   */
  CloserRegistration onCancel(String description, Closer closer);

  /**
   * Closes a socket, channel or stream when the execution is told to stop, which ends a read or
   * write that is under way in it.
   */
  default CloserRegistration onCancel(Closeable resource) {
    return onCancel(ReadyClosers.describe(resource), resource::close);
  }

  /**
   * Cancels a statement when the execution is told to stop, and aborts its connection if the cancel
   * has no effect after one second: so close this registration, or let {@code try} do it, as soon
   * as the call has returned.
   *
   * @throws SQLException if the statement is closed already
   */
  default CloserRegistration onCancel(Statement statement) throws SQLException {
    return StatementCloser.register(this, statement);
  }

  /**
   * Cancels an HTTP request when the execution is told to stop.
   *
   * @param answer future returned by {@link HttpClient#sendAsync}, which is cancelled
   */
  default CloserRegistration onCancel(HttpRequest request, Future<?> answer) {
    return onCancel(ReadyClosers.describe(request), () -> answer.cancel(true));
  }

  /**
   * Shuts an HTTP client down when the execution is told to stop, with all its running requests.
   *
   * @param request the request to name in the dossier
   */
  default CloserRegistration onCancel(HttpRequest request, HttpClient client) {
    return onCancel(ReadyClosers.describe(request), client::shutdownNow);
  }

  /**
   * Ends a child process and its descendants when the execution is told to stop: terminates them,
   * and kills the remaining ones after one second.
   */
  default CloserRegistration onCancel(Process child) {
    return onCancel(ReadyClosers.describe(child), new ChildProcessCloser(child));
  }

  /**
   * Begins a span of the workflow's own, within the span of its run. Close it, or let {@code try}
   * do it. At most 500 of an attempt are kept.
   *
   * @param name of what is done, not of what it is done to; cut at 200 bytes
   * @return a span without effect if the execution is not traced
   */
  default WorkflowSpan span(String name) {
    return NoSpan.INSTANCE;
  }

  /**
   * Returns the W3C header {@code traceparent} with which another program joins the trace below the
   * run of the workflow; empty if the execution is not traced.
   */
  default Optional<String> traceparent() {
    return Optional.empty();
  }

  /**
   * Publishes progress, at most four times a second; the latest wins.
   *
   * @param percent 0 to 100; any other number is ignored, with one warning in the log
   * @param message cut at 1 000 bytes
   */
  void progress(double percent, String message);

  /**
   * Adds a line to the execution's log at INFO: at most 16 KiB a line, 1 000 lines a second, and 20
   * 000 lines and 10 MiB an execution. Of what is beyond the newest lines are kept.
   */
  void log(String message);

  /**
   * Adds a line to the execution's log.
   *
   * @throws IllegalArgumentException if the level is null
   */
  void log(LogLevel level, String message);
}
