package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Copies what it prints, as harnesses do, and sets the stream back when it is done. */
public final class CopiedOutputWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) {
    var before = System.out;
    var copy = new ByteArrayOutputStream();
    var both =
        new OutputStream() {
          @Override
          public void write(int one) {
            copy.write(one);
            before.write(one);
          }
        };
    System.setOut(new PrintStream(both, true, StandardCharsets.UTF_8));
    try {
      System.out.println("to both");
    } finally {
      System.setOut(before);
    }
    System.out.println("to the log again");
    return copy.toString(StandardCharsets.UTF_8);
  }
}
