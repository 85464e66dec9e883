package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Works on shared threads of its JVM: {@code CompletableFuture} and a parallel stream. */
@WorkflowDefinition(
    name = "common-pool",
    description = "Computes and prints on the threads of the common pool.",
    idempotent = true)
public final class CommonPoolWorkflow
    implements Workflow<CommonPoolWorkflow.Input, Map<String, Boolean>> {
  private static final int ELEMENTS = 200;

  /**
   * Input of the execution.
   *
   * @param word printed with each line
   */
  public record Input(String word) {
    public Input {
      Inputs.require(word != null && !word.isBlank(), "word is missing: name what to print");
    }
  }

  @Override
  public Map<String, Boolean> run(Input input, WorkflowContext context) throws Exception {
    var future =
        CompletableFuture.supplyAsync(() -> said(input.word(), "supplyAsync"))
            .thenApplyAsync(found -> found && said(input.word(), "thenApplyAsync"));
    var task = ForkJoinPool.commonPool().submit(() -> said(input.word(), "submit"));
    var parts =
        IntStream.range(0, ELEMENTS)
            .parallel()
            .mapToObj(at -> saidInPart(input.word(), at))
            .toList();
    return Map.of(
        "future", future.get(),
        "task", task.get(),
        "stream", !parts.contains(false));
  }

  private static boolean saidInPart(String word, int at) {
    return at % 10 == 0 ? said(word, "part " + at) : findsItself();
  }

  private static boolean said(String word, String where) {
    System.out.println(word + " from " + where);
    return findsItself();
  }

  /** Looks for classes and services of the application, as libraries do. */
  private static boolean findsItself() {
    try {
      var loader = Thread.currentThread().getContextClassLoader();
      return List.of(Class.forName(CommonPoolWorkflow.class.getName(), false, loader))
          .contains(CommonPoolWorkflow.class);
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
