package io.sluice.local.bench;

import java.io.IOException;
import java.sql.SQLException;

/** A part of the benchmark: measures some figures of a running system. */
@FunctionalInterface
interface Part {

  /** Measures; leaves no execution that waits or runs. */
  void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException;
}
