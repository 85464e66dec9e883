package io.sluice.process.misfit;

import java.util.concurrent.locks.LockSupport;

/** Waits for ever, in spite of interrupts. */
final class Never {
  private Never() {}

  static void ends() {
    while (true) {
      LockSupport.park();
      Thread.interrupted();
    }
  }
}
