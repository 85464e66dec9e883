package io.sluice.process.bundle;

import com.fasterxml.jackson.databind.JavaType;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A workflow class that can be run on JSON. Called by the thread of an execution. */
public final class LoadedWorkflow {
  private final Constructor<?> constructor;
  private final JavaType inputType;
  private final JsonCodec codec;
  private final boolean keepsThreads;
  private final AtomicBoolean hasRun = new AtomicBoolean();
  private final AtomicInteger running;

  /**
   * @param running number of running executions of the bundle
   */
  LoadedWorkflow(
      Constructor<?> constructor, JavaType inputType, JsonCodec codec, AtomicInteger running) {
    this.running = running;
    this.constructor = constructor;
    this.inputType = inputType;
    this.codec = codec;
    keepsThreads = keepsThreads(constructor.getDeclaringClass());
  }

  /** Returns the context class loader for threads that run it. */
  public ClassLoader loader() {
    return constructor.getDeclaringClass().getClassLoader();
  }

  /** Returns true at the first call: that execution initializes its classes. */
  public boolean isFirstRun() {
    return !hasRun.getAndSet(true);
  }

  /** Returns true if threads that an execution leaves behind are kept for the next one. */
  public boolean keepsThreads() {
    return keepsThreads;
  }

  private static boolean keepsThreads(Class<?> type) {
    try {
      var definition = type.getAnnotation(WorkflowDefinition.class);
      return definition != null && definition.keepsThreads();
    } catch (LinkageError | RuntimeException _) {
      // Another annotation cannot be read.
      return false;
    }
  }

  /**
   * Runs a fresh instance.
   *
   * @return result as JSON, empty for none
   * @throws Refusal for an input or a result that is not allowed
   * @throws Throwable any throwable of the workflow
   */
  public String run(String inputJson, WorkflowContext context) throws Throwable {
    running.incrementAndGet();
    try {
      return runFresh(inputJson, context);
    } finally {
      running.decrementAndGet();
    }
  }

  private String runFresh(String inputJson, WorkflowContext context) throws Throwable {
    @SuppressWarnings("unchecked") // The type was taken from the generics of the workflow.
    var workflow = (Workflow<@Nullable Object, @Nullable Object>) newInstance();
    return codec.write(workflow.run(codec.read(inputJson, inputType), context));
  }

  private Object newInstance() throws Throwable {
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
