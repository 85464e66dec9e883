package io.sluice.diagnostics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.api.ApiJson;
import jakarta.inject.Singleton;

/** Reads frames of the stream; ignores fields that a newer admin-api adds. Any thread. */
@Singleton
@RegisterForReflection(
    targets = {
      LiveFrame.class,
      LiveFrame.Snapshot.class,
      LiveFrame.Delta.class,
      LiveTotals.class,
      LiveEvent.class,
      LiveEvent.WorkerOnline.class,
      LiveEvent.WorkerOffline.class,
      LiveEvent.ProcessStateChanged.class,
      LiveEvent.ExecutionChanged.class,
      LiveEvent.ExecutionStuck.class,
      LiveEvent.WorkflowBlacklisted.class,
      LiveEvent.WorkflowUnblacklisted.class,
      LiveEvent.Notified.class,
      WorkerView.class,
      WorkerView.ProcessState.class,
      WorkerView.Running.class,
      WorkerView.Queue.class,
      WorkerView.Claims.class,
      QueueView.Item.class,
      ExecutionDetail.Progress.class
    })
final class FrameReader {

  private final ObjectMapper json;

  FrameReader(ObjectMapper usual) {
    this.json = ApiJson.of(usual);
  }

  /**
   * Reads one frame.
   *
   * @throws JsonProcessingException if the text is not a frame
   */
  LiveFrame read(String text) throws JsonProcessingException {
    return json.readValue(text, LiveFrame.class);
  }
}
