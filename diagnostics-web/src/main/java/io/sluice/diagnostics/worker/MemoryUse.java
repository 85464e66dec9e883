package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.page.Formats;

/** The memory of a process and its limit, in MiB; a limit of 0 is unknown. */
record MemoryUse(long used, long limit) {

  /** Percentage from which the use is highlighted and listed on the overview. */
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

  /** The value for a meter from which use counts as high. */
  public long high() {
    return limit * TIGHT_PERCENT / 100;
  }
}
