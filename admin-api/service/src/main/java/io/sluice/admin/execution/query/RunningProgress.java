package io.sluice.admin.execution.query;

import io.sluice.api.ExecutionDetail;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the progress of a running execution from its worker's latest heartbeat; best effort. */
@Singleton
final class RunningProgress {

  private static final Logger LOG = Logger.getLogger(RunningProgress.class);
  private final RegistrationScripts registrations;

  RunningProgress(RegistrationScripts registrations) {
    this.registrations = registrations;
  }

  ExecutionDetail.@Nullable Progress of(UUID execution, String workerId) {
    try {
      WorkerHeartbeat heartbeat = registrations.latest(workerId);
      return heartbeat == null ? null : of(execution.toString(), heartbeat);
    } catch (RedisRefused | RedisUnavailable | IllegalArgumentException e) {
      LOG.debug("No progress to show", e);
      return null;
    }
  }

  private static ExecutionDetail.@Nullable Progress of(
      String execution, WorkerHeartbeat heartbeat) {
    for (WorkerHeartbeat.ProcessView process : heartbeat.processes()) {
      for (WorkerHeartbeat.ExecutionView running : process.executions()) {
        WorkerHeartbeat.ProgressView said = running.progress();
        if (running.executionId().equals(execution) && said != null) {
          return new ExecutionDetail.Progress(said.percent(), said.message());
        }
      }
    }
    return null;
  }
}
