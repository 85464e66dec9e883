package io.sluice.orchestrator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.service.DropCounter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.AsyncHandler.OverflowAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DropCounterTest {
  private final CountDownLatch unblocked = new CountDownLatch(1);
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final AsyncHandler asynchronous = new AsyncHandler(128);
  private final DropCounter drops = new DropCounter(100);

  @AfterEach
  void close() {
    unblocked.countDown();
    asynchronous.close();
  }

  @Test
  void whoLogsNeverWaitsForABlockedOutputAndWhatIsDroppedIsCounted() {
    asynchronous.setOverflowAction(OverflowAction.DISCARD);
    asynchronous.setLevel(Level.ALL);
    var output = new BlockedOutput();
    output.setLevel(Level.INFO);
    asynchronous.addHandler(output);
    drops.watch(asynchronous, output);

    for (int i = 0; i < 1000; i++) {
      asynchronous.publish(new LogRecord(Level.INFO, "line " + i));
      asynchronous.publish(new LogRecord(Level.FINE, "not wanted"));
    }

    assertThat(drops.dropped()).isBetween(890L, 900L);
    unblocked.countDown();
    await().until(() -> written.size() + drops.dropped() == 1000);
    asynchronous.publish(new LogRecord(Level.INFO, "goes on"));
    await().until(() -> written.contains("goes on"));
  }

  /** Standard output without a reader. */
  private final class BlockedOutput extends Handler {
    @Override
    public void publish(LogRecord said) {
      if (isLoggable(said)) {
        try {
          unblocked.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        written.add(said.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
