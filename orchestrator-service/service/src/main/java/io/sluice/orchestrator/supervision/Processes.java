package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LaunchedProcess;
import io.sluice.orchestrator.process.ProcessFacts;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.protocol.Stats;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Registry of processes by generation: process, link, last statistics. Safe for use by many
 * threads.
 */
public final class Processes {

  /**
   * One process.
   *
   * @param ended number of executions that ended in it
   */
  public record Entry(
      LaunchedProcess process,
      ExecutionModel model,
      Instant launchedAt,
      @Nullable ProcessLink link,
      int slots,
      @Nullable Stats stats,
      double cpuPercent,
      long ended) {}

  private final Map<Generation, Entry> entries = new ConcurrentHashMap<>();
  private final Map<Generation, ProcessFacts> facts = new ConcurrentHashMap<>();
  private final Map<Generation, Instant> pinged = new ConcurrentHashMap<>();
  private final FleetPolicy policy;
  private final Duration pingEvery;
  private final Duration orchestratorWatchdog;

  /**
   * Creates an empty registry.
   *
   * @param pingEvery time between two statistics of a process
   * @param orchestratorWatchdog time that a process lives without a ping
   */
  public Processes(FleetPolicy policy, Duration pingEvery, Duration orchestratorWatchdog) {
    this.policy = policy;
    this.pingEvery = pingEvery;
    this.orchestratorWatchdog = orchestratorWatchdog;
  }

  void launched(Generation generation, ExecutionModel model, LaunchedProcess process, Instant at) {
    entries.put(generation, new Entry(process, model, at, null, 0, null, 0, 0));
    facts.put(generation, ProcessFacts.NONE);
  }

  void linked(ProcessLink link) {
    change(
        link.generation(),
        e ->
            new Entry(
                e.process, e.model, e.launchedAt, link, e.slots, e.stats, e.cpuPercent, e.ended));
  }

  void proved(Generation generation, int slots) {
    change(
        generation,
        e ->
            new Entry(
                e.process, e.model, e.launchedAt, e.link, slots, e.stats, e.cpuPercent, e.ended));
  }

  /**
   * Notes statistics, which come with each ping, so that the CPU time between two of them is a
   * rate.
   */
  void heard(Generation generation, Stats stats) {
    change(
        generation,
        e ->
            new Entry(
                e.process,
                e.model,
                e.launchedAt,
                e.link,
                e.slots,
                stats,
                cpu(e.stats, stats),
                e.ended));
  }

  void executionEnded(Generation generation) {
    change(
        generation,
        e ->
            new Entry(
                e.process,
                e.model,
                e.launchedAt,
                e.link,
                e.slots,
                e.stats,
                e.cpuPercent,
                e.ended + 1));
  }

  /** Returns facts about a process that may decide about the cause of its exit. */
  ProcessFacts facts(Generation generation) {
    return facts.getOrDefault(generation, ProcessFacts.NONE);
  }

  /** Notes a fact about a process. */
  void facts(Generation generation, UnaryOperator<ProcessFacts> change) {
    facts.computeIfPresent(generation, (_, known) -> change.apply(known));
  }

  /**
   * Notes that a ping was sent, or that the process has ended. If the last ping is older than a
   * process tolerates, it may have ended itself for that reason.
   */
  void pinged(Generation generation, Instant now) {
    Instant last = pinged.put(generation, now);
    if (last != null && !now.isBefore(last.plus(orchestratorWatchdog).minus(pingEvery))) {
      facts(generation, ProcessFacts::asUnattended);
    }
  }

  void gone(Generation generation) {
    entries.remove(generation);
    facts.remove(generation);
    pinged.remove(generation);
  }

  public Optional<Entry> find(Generation generation) {
    return Optional.ofNullable(entries.get(generation));
  }

  Optional<ProcessLink> link(Generation generation) {
    return find(generation).map(Entry::link);
  }

  /**
   * Loads a bundle in every process that may run many executions, so that no execution waits for
   * its classes after a hand-over.
   */
  public void prewarm(String sha256, Path bundle) {
    for (Entry entry : entries.values()) {
      ProcessLink link = entry.link();
      if (link != null && entry.slots() > 0 && !policy.of(entry.model()).singleUse()) {
        link.prewarm(Map.of(sha256, bundle));
      }
    }
  }

  Collection<Entry> all() {
    return entries.values();
  }

  private void change(Generation generation, UnaryOperator<Entry> change) {
    entries.computeIfPresent(generation, (_, entry) -> change.apply(entry));
  }

  private double cpu(@Nullable Stats before, Stats now) {
    long pings = before == null ? 0 : now.getPingSeq() - before.getPingSeq();
    return before == null || pings <= 0
        ? 0
        : 100.0 * (now.getCpuNanos() - before.getCpuNanos()) / (pings * pingEvery.toNanos());
  }
}
