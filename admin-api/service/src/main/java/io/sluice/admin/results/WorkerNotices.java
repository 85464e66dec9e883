package io.sluice.admin.results;

import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.Attempt;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notifies workers after the commit: of recorded attempts and of start permits. A lost notice costs
 * one repetition: the worker sends its outcome or its request again.
 */
@Singleton
final class WorkerNotices {

  private static final Logger LOG = Logger.getLogger(WorkerNotices.class);
  private final CommandScripts commands;

  WorkerNotices(CommandScripts commands) {
    this.commands = commands;
  }

  /**
   * Confirms events, whether applied or refused: the worker need not keep them any longer. One
   * message for each worker.
   */
  void confirm(List<ReportReader.Read> reads) {
    Map<String, List<Attempt>> byWorker = new LinkedHashMap<>();
    for (ReportReader.Read read : reads) {
      switch (read) {
        case ReportReader.Read.Event event when kept(event) ->
            add(byWorker, event.owner(), event.attempt());
        case ReportReader.Read.UnknownKind unknown ->
            add(byWorker, unknown.owner(), unknown.attempt());
        case ReportReader.Read.Event _, ReportReader.Read.Poison _ -> {}
      }
    }
    byWorker.forEach((worker, attempts) -> send(worker, new WorkerMessage.Recorded(attempts)));
  }

  private static void add(
      Map<String, List<Attempt>> byWorker, @Nullable String worker, Attempt attempt) {
    if (worker != null) {
      byWorker.computeIfAbsent(worker, _ -> new ArrayList<>()).add(attempt);
    }
  }

  private static boolean kept(ReportReader.Read.Event event) {
    return switch (event.kind()) {
      case RESULT, STUCK, CONVICTED, SUSPECT, KILLED, BLAMELESS, GONE -> true;
      case STARTED, ASKED, BLOCKED, LOST -> false;
    };
  }

  void answer(List<RecorderDecision.Asked> asked) {
    for (RecorderDecision.Asked each : asked) {
      send(
          each.permit().owner(),
          new WorkerMessage.Permit(
              each.next().id().toString(),
              each.permit().epoch(),
              each.permit().claim(),
              each.granted()));
    }
  }

  private void send(String worker, WorkerMessage message) {
    try {
      commands.send(worker, message);
    } catch (RedisRefused | RedisUnavailable notNow) {
      LOG.debugf("a notice to worker=%s was lost: %s", worker, notNow.getMessage());
    }
  }
}
