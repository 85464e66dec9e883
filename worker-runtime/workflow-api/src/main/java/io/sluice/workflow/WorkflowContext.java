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
 * What an execution knows about itself. Safe for use by the workflow's thread and by threads it
 * starts; dead once the execution has ended.
 */
public interface WorkflowContext {

  /** The execution's id, the same for all its attempts. */
  String executionId();

  /** The workflow's name. */
  String workflowName();

  /** 1 for the first attempt. */
  int attempt();

  /**
   * Rises with every attempt of this execution and compares as text. Hand it to systems that can
   * refuse an older one, because an execution is attempted at least once.
   */
  String fencingToken();

  /** When the execution will be told to stop, if ever. */
  Optional<Instant> deadline();

  /** Whether the execution has been told to stop. Never goes back to false. */
  boolean isCancelled();

  /**
   * Ends the workflow here when it has been told to stop: for loops that do not block.
   *
   * @throws InterruptedException when told to stop
   */
  void checkCancelled() throws InterruptedException;

  /**
   * Registers what frees a blocking call that an interrupt does not: a statement's cancel, a
   * socket's close. Run once, newest first, one second after the execution was told to stop, on
   * another thread with 2 s of time. Run at once when it was already told.
   *
   * @param description what it closes, for the stuck dossier: name host and port here
   * @return takes the closer back
   * @throws IllegalArgumentException when the description or the closer is null
   * @throws IllegalStateException when the execution has ended, or has 10 000 closers already
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
   * Cancels a statement when the execution is told to stop, and aborts its connection when the
   * cancel has not helped after one second: so take this registration back, or let {@code try} do
   * it, as soon as the call has returned.
   *
   * @throws SQLException when the statement is closed already
   */
  default CloserRegistration onCancel(Statement statement) throws SQLException {
    return StatementCloser.register(this, statement);
  }

  /**
   * Gives up an HTTP request when the execution is told to stop.
   *
   * @param answer what {@link HttpClient#sendAsync} returned; it is cancelled
   */
  default CloserRegistration onCancel(HttpRequest request, Future<?> answer) {
    return onCancel(ReadyClosers.describe(request), () -> answer.cancel(true));
  }

  /**
   * Shuts an HTTP client down when the execution is told to stop, with every request that it has
   * under way.
   *
   * @param request the one to name in the dossier
   */
  default CloserRegistration onCancel(HttpRequest request, HttpClient client) {
    return onCancel(ReadyClosers.describe(request), client::shutdownNow);
  }

  /**
   * Ends a child process and its descendants when the execution is told to stop: terminates them,
   * and kills after one second what has not ended.
   */
  default CloserRegistration onCancel(Process child) {
    return onCancel(ReadyClosers.describe(child), new ChildProcessCloser(child));
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
   * @throws IllegalArgumentException when the level is null
   */
  void log(LogLevel level, String message);
}
