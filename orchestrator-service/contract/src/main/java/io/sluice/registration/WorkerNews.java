package io.sluice.registration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says on the live channel: "look now", and what has changed in it. It may be lost;
 * the truth is its registration.
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

  /** Whose news it is. */
  String workerId();

  /** Its registration was written, or taken away at a clean stop. */
  record Heard(String workerId) implements WorkerNews {
    public Heard {
      Objects.requireNonNull(workerId);
    }
  }

  /**
   * One of its processes went from one state to another.
   *
   * @param pid absent as long as the process is not launched
   * @param from {@code none} for a new one
   * @param to {@code gone} for one that has ended
   * @param reason in words; absent when there is none but the course of its life
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
