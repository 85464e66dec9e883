package io.sluice.chaos.nemesis;

import java.util.Set;

/**
 * One row of the fault catalog.
 *
 * @param number as in docs/reliability.md
 * @param injected the targets that it needs for itself
 * @param variants number of its variants
 * @param essential number of variants in the short form
 * @param faults draws one variant
 */
public record CatalogRow(
    int number, String name, Set<FaultTarget> injected, int variants, int essential, Draw faults) {

  /** Creates a fault of one variant, with its random parameters. */
  public interface Draw {
    Fault of(int variant, FaultRandom draws);
  }

  public CatalogRow {
    injected = Set.copyOf(injected);
  }
}
