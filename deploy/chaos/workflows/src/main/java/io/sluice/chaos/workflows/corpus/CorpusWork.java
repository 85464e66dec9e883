package io.sluice.chaos.workflows.corpus;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One entry point for all cases of the corpus. */
@WorkflowDefinition(
    name = "chaos-corpus",
    description = "Hostile: never ends, in the way that the input names.")
public final class CorpusWork implements Workflow<CorpusWork.Scene, String> {
  private static final Map<String, Case> CASES = cases();

  /**
   * The input.
   *
   * @param kind name of the case
   * @param jdbcUrl address of a PostgreSQL database, for the cases that need one
   * @param folder an existing folder for files of the case
   */
  public record Scene(String kind, String jdbcUrl, String folder) {}

  /** One way of not ending. */
  @FunctionalInterface
  interface Case {
    void run(Scene scene) throws Exception;
  }

  @Override
  public String run(Scene scene, WorkflowContext context) throws Exception {
    CASES.get(scene.kind()).run(scene);
    return scene.kind();
  }

  /** Returns all cases by name. */
  public static Map<String, ?> all() {
    return CASES;
  }

  private static Map<String, Case> cases() {
    var all = new HashMap<String, Case>();
    Stream.of(
            LockCases.all(),
            SyncCases.all(),
            QueueCases.all(),
            FutureCases.all(),
            SocketCases.all(),
            FileCases.all(),
            ServiceCases.all(),
            ClassCases.all(),
            LoopCases.all(),
            BurnCases.all(),
            HealthyCases.all())
        .forEach(all::putAll);
    return Map.copyOf(all);
  }
}
