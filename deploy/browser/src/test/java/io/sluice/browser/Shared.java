package io.sluice.browser;

import io.sluice.testkit.SharedResource;

/** Provides one system to all test classes, and stops it after them. */
final class Shared extends SharedResource<PageSystem> {

  Shared() {
    super(PageSystem.class);
  }

  @Override
  protected PageSystem start() throws Exception {
    return PageSystem.start();
  }
}
