package io.sluice.local.child;

import java.time.Duration;

/** The role of a child process. The system stops in the reverse of this order. */
public enum ChildRole {
  POSTGRES(Duration.ofSeconds(15)),
  REDIS(Duration.ofSeconds(10)),
  ADMIN_API(Duration.ofSeconds(15)),
  DIAGNOSTICS_WEB(Duration.ofSeconds(10)),
  WORKER(Duration.ofSeconds(20));

  private final Duration patience;

  ChildRole(Duration patience) {
    this.patience = patience;
  }

  /** Time for an orderly stop, after which the child is killed. */
  public Duration patience() {
    return patience;
  }
}
