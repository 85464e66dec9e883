package io.sluice.chaos.check;

import java.util.ArrayList;

/** I8. */
final class AtRest {
  private AtRest() {}

  static Finding check(Facts facts) {
    var offenders = new ArrayList<String>();
    var rest = facts.rest();
    rest.sizes()
        .forEach(
            (name, size) -> {
              if (size != 0) {
                offenders.add(name + " holds " + size);
              }
            });
    rest.processes().forEach(pid -> offenders.add("process " + pid + " outlives its worker"));
    rest.folders().forEach(folder -> offenders.add(folder + " is left"));
    return Finding.of(Invariant.I8, rest.sizes().size(), offenders);
  }
}
