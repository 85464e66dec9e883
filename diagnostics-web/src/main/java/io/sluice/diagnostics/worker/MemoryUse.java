package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.page.Formats;

/** What a process uses of its limit, in MiB; a limit of 0 is unknown. */
record MemoryUse(long used, long limit) {

  /** From here on, in percent, it is worth a colour and a line on the overview. */
  static final int TIGHT_PERCENT = 85;

  public String words() {
    return Formats.memory(used, limit);
  }

  public boolean limited() {
    return limit > 0;
  }

  public long percent() {
    return Formats.percent(used, limit);
  }

  public boolean tight() {
    return percent() > TIGHT_PERCENT;
  }

  /** For a meter: what counts as much. */
  public long high() {
    return limit * TIGHT_PERCENT / 100;
  }
}
