package io.sluice.local.whole;

import io.sluice.testkit.SharedResource;

/** Provides one system to all tests: the first one starts it, and it stops after the last one. */
final class OneSystem extends SharedResource<WholeSystem> {

  OneSystem() {
    super(WholeSystem.class);
  }

  @Override
  protected WholeSystem start() throws Exception {
    return WholeSystem.start();
  }
}
