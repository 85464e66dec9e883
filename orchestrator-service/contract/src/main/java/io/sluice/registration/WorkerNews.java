package io.sluice.registration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Message of a worker on the live channel: a new heartbeat, or a change. It may be lost; the
 * registration is authoritative.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerNews.Heard.class, name = WorkerNews.HEARD),
  @JsonSubTypes.Type(
      value = WorkerNews.ProcessStateChanged.class,
      name = WorkerNews.PROCESS_STATE_CHANGED),
})
public sealed interface WorkerNews {

  /** The {@code type} of {@link Heard}. */
  String HEARD = "worker_heartbeat";

  /** The {@code type} of {@link ProcessStateChanged}. */
  String PROCESS_STATE_CHANGED = "process_state_changed";

  /** Returns the id of the worker. */
  String workerId();

  /** The registration of the worker was written, or removed at a clean stop. */
  record Heard(String workerId) implements WorkerNews {
    public Heard {
      Objects.requireNonNull(workerId);
    }
  }

  /**
   * One of its processes changed its state.
   *
   * @param pid absent until the process is launched
   * @param from {@code none} for a new one
   * @param to {@code gone} for one that has ended
   * @param reason as a sentence; absent in the normal course of its life
   */
  record ProcessStateChanged(
      String workerId,
      @Nullable Long pid,
      long generation,
      String from,
      String to,
      @Nullable String reason)
      implements WorkerNews {
    public ProcessStateChanged {
      Objects.requireNonNull(workerId);
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
    }
  }
}
