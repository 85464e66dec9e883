package io.sluice.workflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers a class as a workflow. It is read from the class file, without loading the class, when
 * its bundle is registered.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WorkflowDefinition {

  /**
   * Unique within an installation: 1 to 100 characters of {@code a-z 0-9 . _ -}, beginning with a
   * letter.
   */
  String name();

  /** Purpose in one sentence, for readers of the page. */
  String description() default "";

  /**
   * Whole seconds that an execution may run before it is told to stop, 1 to 604800. 0 for the
   * {@code EXECUTION_TIMEOUT_SECONDS} of the installation, whose {@code
   * EXECUTION_LONGEST_TIMEOUT_SECONDS} is never exceeded.
   */
  int timeoutSeconds() default 0;

  /** Execution model that its executions request. */
  ExecutionModel executionModel() default ExecutionModel.WORKER_DEFAULT;

  /**
   * Maximum number of retries of a failed execution, 0 to 100. The {@code EXECUTION_MAX_RETRIES} of
   * the installation applies if this is left out; 0 has to be written.
   */
  int maxRetries() default 0;

  /** True if an execution may be repeated after it was stuck. */
  boolean idempotent() default false;

  /**
   * True if two executions of it must never run at the same time, in the whole installation. A
   * stuck execution is still running: the next one waits until its process has exited.
   */
  boolean exclusive() default false;

  /**
   * True if an attempt that was started is never repeated after a loss. The execution then ends as
   * {@code FAILED} with {@code WorkerLost} or {@code ProcessCrashed}.
   */
  boolean atMostOnce() default false;

  /**
   * True if threads that are alive at the end of an execution belong to static state and are kept
   * for the next execution, such as those of a pool in a static field. At most 64; otherwise they
   * are interrupted and counted against the process. Threads that a class initializer creates are
   * kept in any case.
   */
  boolean keepsThreads() default false;
}
