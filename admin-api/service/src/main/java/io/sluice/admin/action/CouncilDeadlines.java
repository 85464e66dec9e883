package io.sluice.admin.action;

import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Ends actions on which their council did not decide in time. Every instance looks: rows that
 * another one has locked are skipped.
 */
@Singleton
public final class CouncilDeadlines {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Loop loop;

  CouncilDeadlines(Voting voting) {
    this.loop = new Loop("council deadlines", () -> voting.expire() ? Duration.ZERO : INTERVAL);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }
}
