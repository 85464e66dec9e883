package io.sluice.process.misfit;

import java.util.concurrent.locks.ReentrantLock;

/** Locks that executions of this bundle share. */
final class Ledger {
  static final Object MONITOR = new Object();
  static final ReentrantLock LOCK = new ReentrantLock();

  private Ledger() {}
}
