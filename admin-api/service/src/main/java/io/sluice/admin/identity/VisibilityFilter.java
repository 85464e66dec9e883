package io.sluice.admin.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.CommandApi.CommandView;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.NotificationApi.NotificationView;
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
 * place that decides this: every answer, frame, command detail and log line passes it. A pure
 * function.
 *
 * @param organizations organizations of the executions in question; an execution that is missing
 *     here is treated as foreign
 */
public record VisibilityFilter(Organizations sees, Map<UUID, Optional<String>> organizations) {

  private static final Pattern VERSION_7 =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  /** The keys of a log line that name a user, with their values up to the next key. */
  private static final Pattern USERS =
      Pattern.compile("\\b(user|by|role|organizations?)=.*?(?=\\s+[a-z_]+=|$)");

  /** The frame in a reason of the circuit breaker: it may be of an execution of anybody. */
  private static final Pattern FRAME =
      Pattern.compile(
          "(x stuck in \\d+ min|stuck on probation)(, most often| in) \\S+?(?=[.,;]?(\\s|$))");

  private static final String HIDDEN = "…";

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

  /**
   * Returns the line, without its message if that names an execution of another organization.
   *
   * @param seesUsers true for a caller who looks after users; others read no name, role or
   *     organization of a user
   */
  public SystemLogEntry line(SystemLogEntry line, boolean seesUsers) {
    String message = line.message();
    if (message == null || (sees.all() && seesUsers)) {
      return line;
    }
    boolean own = ownAll(message);
    return new SystemLogEntry(
        line.id(),
        line.at(),
        line.service(),
        line.workerId(),
        line.level(),
        line.logger(),
        !own ? null : seesUsers ? message : USERS.matcher(message).replaceAll("$1=" + HIDDEN),
        own ? line.redacted() : Boolean.TRUE);
  }

  /** Returns true if a text names no execution of another organization. */
  private boolean ownAll(@Nullable String text) {
    return sees.all() || mentioned(text).stream().allMatch(this::own);
  }

  /** Returns a text that everybody reads, without the frame in a reason of the circuit breaker. */
  public static String reason(String text, Organizations sees) {
    return sees.all() ? text : FRAME.matcher(text).replaceAll("$1");
  }

  public BlacklistEntry entry(BlacklistEntry entry) {
    return sees.all() ? entry : entry.with(reason(entry.reason(), sees));
  }

  public NotificationView notification(NotificationView notification) {
    return sees.all() ? notification : notification.with(reason(notification.body(), sees));
  }

  /**
   * Returns the command, without what its detail tells of executions of other organizations.
   *
   * @param samples the detail of a SAMPLE, a list of dossiers; null if it cannot be read
   */
  public CommandView command(CommandView command, @Nullable JsonNode samples) {
    String detail = command.detail();
    if (sees.all() || detail == null) {
      return command;
    }
    if (!isSamples(command)) {
      return ownAll(detail) ? command : command.with(null, true);
    }
    if (samples == null || !samples.isArray()) {
      return command.with(null, true);
    }
    ArrayNode own = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : samples) {
      if (mentioned(each.path("execution_id").asText()).stream().anyMatch(this::own)) {
        own.add(dossier(each));
      }
    }
    return command.with(own.toString(), own.size() < samples.size());
  }

  /** Returns true if the detail of a command is a list of dossiers. */
  public static boolean isSamples(CommandView command) {
    return command.kind().equals("SAMPLE") && command.status().equals("DONE");
  }

  /** Returns a dossier, without the executions of other organizations that held its locks. */
  public JsonNode dossier(JsonNode dossier) {
    return switch (dossier) {
      case ObjectNode fields -> {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        boolean own = ownAll(fields.path("lock_owner_execution").asText());
        fields.forEachEntry(
            (name, value) ->
                shown.set(
                    name,
                    !own && name.equals("lock_owner") ? TextNode.valueOf(HIDDEN) : dossier(value)));
        yield shown;
      }
      case ArrayNode items -> {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        items.forEach(each -> shown.add(dossier(each)));
        yield shown;
      }
      case TextNode text -> TextNode.valueOf(withoutForeign(text.textValue()));
      default -> dossier;
    };
  }

  private String withoutForeign(String text) {
    return sees.all()
        ? text
        : VERSION_7
            .matcher(text)
            .replaceAll(found -> own(UUID.fromString(found.group())) ? found.group() : HIDDEN);
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
      case LiveEvent.ProcessStateChanged change ->
          Stream.of(ownAll(change.reason()) ? change : withoutReason(change));
      case LiveEvent.WorkflowBlacklisted added ->
          Stream.of(
              new LiveEvent.WorkflowBlacklisted(
                  added.workflowId(),
                  added.workflowName(),
                  reason(added.reason(), sees),
                  added.automatic(),
                  added.at()));
      case LiveEvent.WorkerOnline _,
          LiveEvent.WorkerOffline _,
          LiveEvent.WorkflowUnblacklisted _,
          LiveEvent.Notified _ ->
          Stream.of(event);
    };
  }

  private static LiveEvent withoutReason(LiveEvent.ProcessStateChanged change) {
    return new LiveEvent.ProcessStateChanged(
        change.workerId(),
        change.pid(),
        change.generation(),
        change.from(),
        change.to(),
        null,
        change.at());
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
