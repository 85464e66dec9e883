package io.sluice.admin.identity;

import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.QueueView;
import io.sluice.api.SystemLogEntry;
import io.sluice.api.WorkerView;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Filters the data of the platform for a caller: counts and states of all executions stay, ids,
 * names and texts only of executions of the caller's organizations (docs/security.md). The only
 * place that decides this. A pure function.
 *
 * @param organizations organizations of the executions in question; an execution that is missing
 *     here is treated as foreign
 */
public record VisibilityFilter(Organizations sees, Map<UUID, Optional<String>> organizations) {

  private static final Pattern VERSION_7 =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  /** Returns the executions in the processes of these workers. */
  public static Set<UUID> executions(Collection<WorkerView> workers) {
    var executions = new HashSet<UUID>();
    for (WorkerView worker : workers) {
      for (WorkerView.ProcessState process : worker.processes()) {
        for (WorkerView.Running running : process.executions()) {
          UUID execution = running.executionId();
          if (execution != null) {
            executions.add(execution);
          }
        }
      }
    }
    return executions;
  }

  /** Returns the ids of executions in a text. Only executions have UUIDs of version 7. */
  public static Set<UUID> mentioned(@Nullable String text) {
    return VERSION_7
        .matcher(text == null ? "" : text)
        .results()
        .map(found -> UUID.fromString(found.group()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private boolean own(@Nullable UUID execution) {
    return sees.all()
        || (execution != null
            && sees.include(organizations.getOrDefault(execution, Optional.empty()).orElse(null)));
  }

  public WorkerView worker(WorkerView worker) {
    WorkerView.Queue queue = worker.queue();
    return sees.all()
        ? worker
        : worker.with(
            worker.processes().stream().map(this::process).toList(),
            queue == null ? null : queue(queue));
  }

  private WorkerView.ProcessState process(WorkerView.ProcessState process) {
    return process.withExecutions(process.executions().stream().map(this::running).toList());
  }

  private WorkerView.Running running(WorkerView.Running running) {
    return own(running.executionId()) ? running : running.unnamed();
  }

  public WorkerView.Queue queue(WorkerView.Queue queue) {
    return new WorkerView.Queue(
        queue.depth(), queue.oldestSeconds(), queue.items().stream().map(this::item).toList());
  }

  public QueueView.Item item(QueueView.Item item) {
    return sees.include(item.organizationName()) ? item : item.unnamed();
  }

  /** Returns the line, without its message if that names an execution of another organization. */
  public SystemLogEntry line(SystemLogEntry line) {
    return mentioned(line.message()).stream().allMatch(this::own)
        ? line
        : new SystemLogEntry(
            line.id(),
            line.at(),
            line.service(),
            line.workerId(),
            line.level(),
            line.logger(),
            null,
            true);
  }

  public LiveFrame.Delta delta(LiveFrame.Delta delta) {
    if (sees.all()) {
      return delta;
    }
    WorkerView.Queue queue = delta.queue();
    return new LiveFrame.Delta(
        delta.seq(),
        delta.asOf(),
        delta.heartbeats().stream().map(this::worker).toList(),
        delta.events().stream().flatMap(this::event).toList(),
        delta.leftOut(),
        queue == null ? null : queue(queue),
        delta.totals());
  }

  public LiveFrame.Snapshot snapshot(LiveFrame.Snapshot snapshot) {
    if (sees.all()) {
      return snapshot;
    }
    return new LiveFrame.Snapshot(
        snapshot.seq(),
        snapshot.asOf(),
        snapshot.workers().stream().map(this::worker).toList(),
        queue(snapshot.queue()),
        snapshot.totals(),
        snapshot.recent().stream().flatMap(this::event).toList());
  }

  private Stream<LiveEvent> event(LiveEvent event) {
    return switch (event) {
      case LiveEvent.ExecutionChanged changed ->
          sees.include(changed.organization()) ? Stream.of(changed) : Stream.of();
      case LiveEvent.ExecutionStuck stuck ->
          Stream.of(sees.include(stuck.organization()) ? stuck : redacted(stuck));
      case LiveEvent.WorkerOnline _,
          LiveEvent.WorkerOffline _,
          LiveEvent.ProcessStateChanged _,
          LiveEvent.WorkflowBlacklisted _,
          LiveEvent.WorkflowUnblacklisted _,
          LiveEvent.Notified _ ->
          Stream.of(event);
    };
  }

  private static LiveEvent redacted(LiveEvent.ExecutionStuck stuck) {
    return new LiveEvent.ExecutionStuck(
        null,
        null,
        null,
        null,
        stuck.workerId(),
        stuck.pid(),
        stuck.elapsedSeconds(),
        null,
        stuck.at(),
        true);
  }
}
