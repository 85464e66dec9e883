package io.sluice.admin.redis;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A setting of Redis with which executions are delayed or run again, although none is lost. Read
 * from INFO, because users of Redis with narrow rights may not call CONFIG.
 */
public enum RedisFault {
  EVICTS(
      "maxmemory-policy",
      Pattern.compile("(?m)^maxmemory_policy:(?!noeviction\\b)\\S+"),
      "maxmemory-policy is not noeviction: Redis removes queue entries when it is full, and they are"
          + " published again. Set it to noeviction."),
  UNBOUNDED(
      "maxmemory",
      Pattern.compile("(?m)^maxmemory:0\\b"),
      "maxmemory is 0: Redis grows until the kernel kills it, and publishing does not pause before."
          + " Set it to about half of the memory of the host."),
  FORGETS(
      "appendonly",
      Pattern.compile("(?m)^aof_enabled:0\\b"),
      "appendonly is no: what Redis holds is lost when it restarts, and results that were not"
          + " recorded yet cost a second run. Set it to yes, with appendfsync everysec.");

  private final String setting;
  private final Pattern inInfo;
  private final String sentence;

  RedisFault(String setting, Pattern inInfo, String sentence) {
    this.setting = setting;
    this.inInfo = inInfo;
    this.sentence = sentence;
  }

  /** Name of the setting in Redis. */
  public String setting() {
    return setting;
  }

  /** States the value, its consequence and the fix. */
  public String sentence() {
    return sentence;
  }

  /** Finds the faults; a setting that the text does not name is taken for correct. Pure. */
  static Set<RedisFault> in(String info) {
    var found = EnumSet.noneOf(RedisFault.class);
    for (var fault : values()) {
      if (fault.inInfo.matcher(info).find()) {
        found.add(fault);
      }
    }
    return found;
  }
}
