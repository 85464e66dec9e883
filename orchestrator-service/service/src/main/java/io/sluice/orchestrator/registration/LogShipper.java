package io.sluice.orchestrator.registration;

import io.sluice.orchestrator.process.RawOutput;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.service.LineBuffer;
import io.sluice.service.LoopGuard;
import io.sluice.service.SystemLogLine;
import io.sluice.service.SystemLogStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Adds the log lines of this worker to the stream of all services, twice a second. Without Redis
 * the latest thousand lines wait; no execution waits for them. Raw output of processes stays here,
 * because its organization is unknown. One thread of its own.
 */
public final class LogShipper {
  private static final Formatter MESSAGE = new PatternFormatter("%s");
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final SystemLogStream stream;
  private final LineBuffer buffer;
  private final Handler tap = new Tap();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final LoopGuard guard = new LoopGuard("log-shipper");
  private final Thread thread = Thread.ofPlatform().name("log-shipper").unstarted(this::run);

  public LogShipper(SystemLogStream stream, LineBuffer buffer) {
    this.stream = stream;
    this.buffer = buffer;
  }

  public void start() {
    Logger.getLogger("").addHandler(tap);
    thread.start();
  }

  /** Sends the remaining lines and ends. */
  public void stop() throws InterruptedException {
    Logger.getLogger("").removeHandler(tap);
    stopped.countDown();
    thread.join(5_000);
  }

  private void run() {
    guard.loop(
        () -> stopped.getCount() > 0,
        () -> {
          boolean _ = stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
          ship(buffer.take());
        },
        pause -> {
          boolean _ = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  private void ship(List<SystemLogLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      stream.append(lines);
    } catch (RedisUnavailable | RedisRefused notNow) {
      buffer.giveBack(lines);
    }
  }

  private final class Tap extends Handler {
    @Override
    public void publish(LogRecord said) {
      if (!RawOutput.LOGGER.equals(said.getLoggerName())) {
        buffer.add(said, MESSAGE.format(said));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
