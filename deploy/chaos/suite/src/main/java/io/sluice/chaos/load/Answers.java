package io.sluice.chaos.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** All answers of the API. Thread-safe. */
public final class Answers {
  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

  /**
   * A request that was answered with 202.
   *
   * @param atNanos when the answer was read
   * @param marker what its result must be, for healthy work
   */
  public record Accepted(
      String id,
      String workflow,
      PlannedRequest.Share share,
      long atNanos,
      Optional<String> marker) {}

  void accept(Accepted execution) {
    accepted.putIfAbsent(execution.id(), execution);
    count("202");
  }

  void count(String what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /** Notes a cancel, also one whose answer was lost. */
  void cancel(String id) {
    cancelled.add(id);
  }

  /** Notes a violation of the API's contract: for example two ids for one Idempotency-Key. */
  public void breaks(String sentence) {
    broken.add(sentence);
  }

  public Map<String, Accepted> accepted() {
    return new LinkedHashMap<>(accepted);
  }

  public Set<String> cancelled() {
    return Set.copyOf(cancelled);
  }

  public List<String> broken() {
    return new ArrayList<>(broken);
  }

  /** The number of answers by status or failure. */
  public Map<String, Long> counts() {
    var all = new TreeMap<String, Long>();
    counts.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }

  /**
   * The number of requests that may have been accepted without the client knowing: no answer, or a
   * 5xx.
   */
  public long unknown() {
    return counts().entrySet().stream()
        .filter(entry -> entry.getKey().equals("no answer") || entry.getKey().startsWith("5"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
