package io.sluice.samples.hostile;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.PrintWriter;

/** Hostile: throws a throwable with endless or failing causes. */
@WorkflowDefinition(
    name = "hostile-strange-throwable",
    description = "Hostile: throws with causes in a circle or without end, or that print for ever.")
public final class StrangeThrowableWorkflow
    implements Workflow<StrangeThrowableWorkflow.Input, Object> {
  /** Peculiarity of the throwable. */
  public enum Kind {
    CYCLIC,
    CYCLIC_IN_RESULT,
    ENDLESS,
    PRINTS_FOR_EVER,
    WITHOUT_MESSAGE
  }

  /**
   * Input of the execution.
   *
   * @param kind of throwable
   */
  public record Input(Kind kind) {}

  /** A result whose JSON cannot be written, because of a throwable whose causes form a circle. */
  public static final class CyclicResult {
    /** A property of the JSON. */
    @SuppressWarnings("DoNotCallSuggester") // Jackson calls it.
    public String getValue() throws Exception {
      throw cyclic();
    }
  }

  private static final class Endless extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }

  private static final class PrintsForEver extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public void printStackTrace(PrintWriter writer) {
      while (true) {
        writer.println("no end");
      }
    }
  }

  @Override
  public Object run(Input input, WorkflowContext context) throws Exception {
    return switch (input.kind()) {
      case CYCLIC -> throw cyclic();
      case CYCLIC_IN_RESULT -> new CyclicResult();
      case ENDLESS -> throw new Endless();
      case PRINTS_FOR_EVER -> throw new PrintsForEver();
      case WITHOUT_MESSAGE -> throw new IllegalStateException((String) null);
    };
  }

  private static Exception cyclic() {
    var inner = new IllegalStateException("inner");
    var outer = new IllegalStateException("outer", inner);
    inner.initCause(outer);
    return outer;
  }
}
