package io.sluice.chaos.nemesis;

import java.util.Set;

/**
 * One row of the table of faults.
 *
 * @param number as in chaos testing, section 3
 * @param harms the parts that it needs for itself
 * @param variants how many kinds it has
 * @param essential how many of them the short form plays
 * @param faults draws one of a kind
 */
public record CatalogRow(
    int number, String name, Set<FaultTarget> harms, int variants, int essential, Draw faults) {

  /** Makes a fault of one kind with what else it needs drawn. */
  public interface Draw {
    Fault of(int variant, FaultRandom draws);
  }

  public CatalogRow {
    harms = Set.copyOf(harms);
  }
}
