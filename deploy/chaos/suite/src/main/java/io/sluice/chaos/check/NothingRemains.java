package io.sluice.chaos.check;

import java.util.ArrayList;

/** Invariant I8: after shutdown no Redis entry, process or folder remains. */
final class NothingRemains {
  private NothingRemains() {}

  static InvariantResult check(RunRecord record) {
    var offenders = new ArrayList<String>();
    var rest = record.rest();
    rest.sizes()
        .forEach(
            (name, size) -> {
              if (size != 0) {
                offenders.add(name + " holds " + size);
              }
            });
    rest.processes().forEach(pid -> offenders.add("process " + pid + " outlives its worker"));
    rest.folders().forEach(folder -> offenders.add(folder + " is left"));
    return InvariantResult.of(Invariant.I8, rest.sizes().size(), offenders);
  }
}
