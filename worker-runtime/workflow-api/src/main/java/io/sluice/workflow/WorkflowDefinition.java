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

  /** What it is for, in one sentence, for the people who look at it. */
  String description() default "";

  /**
   * Whole seconds an execution may run before it is told to stop, 1 to 86400. 0 takes the
   * installation's {@code EXECUTION_TIMEOUT_SECONDS}.
   */
  int timeoutSeconds() default 0;

  /** The model its executions ask for. */
  ExecutionModel executionModel() default ExecutionModel.WORKER_DEFAULT;

  /** How often a failed execution is repeated, 0 to 100. */
  int maxRetries() default 0;

  /** Whether an execution may be repeated after it got stuck. */
  boolean idempotent() default false;

  /**
   * Whether two executions of it may never run at once, in the whole installation (queue protocol,
   * section 10). One that is stuck still runs: the next one waits until its process is gone.
   */
  boolean exclusive() default false;

  /**
   * Whether an attempt that was started is never repeated after a loss (queue protocol, section
   * 10). The execution then ends as {@code FAILED} with {@code WorkerLost} or {@code
   * ProcessCrashed}.
   */
  boolean atMostOnce() default false;

  /**
   * Whether threads that are alive when an execution ends belong to static state and go on for the
   * next execution, such as those of a pool in a static field. At most 64; without this they are
   * interrupted and counted against the process. Threads that a class initializer creates are kept
   * in any case.
   */
  boolean keepsThreads() default false;
}
