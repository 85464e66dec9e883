package io.sluice.process.output;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Handler of the root logger of {@code java.util.logging}: lines of an execution go to its own log,
 * lines of the libraries of the runtime to the log of the process. Takes no lock, unlike the
 * handlers of the JDK: a workflow that holds one would stop the thread of the link.
 */
final class RoutedLogHandler extends Handler {
  private final PrintStream err;
  private final SimpleFormatter formatter = new SimpleFormatter();

  private RoutedLogHandler(PrintStream err) {
    this.err = err;
    setLevel(Level.INFO);
  }

  /** Replaces the existing handlers. */
  static void install(PrintStream err) {
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new RoutedLogHandler(err));
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    if (ExecutionOutput.ofCurrentThread() == null) {
      ProcessLog.add(
          record.getLevel() + " " + record.getLoggerName() + " " + formatter.formatMessage(record));
    } else {
      err.print(formatter.format(record));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
