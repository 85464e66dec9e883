package io.sluice.workflow;

/**
 * Code of an author: one public class with a public no-argument constructor, annotated with {@link
 * WorkflowDefinition}.
 *
 * <p>Each execution gets a fresh instance and a fresh platform thread. The thread is interrupted
 * when the execution is told to stop; an execution that ignores that for {@code
 * CANCEL_GRACE_SECONDS} is recorded as {@code FAILED / ExecutionStuck}.
 *
 * @param <I> type of the input, read from JSON: a record, a {@code Map}, a {@code String}, {@code
 *     Void} for none
 * @param <O> type of the result, written as JSON of at most 256 KiB
 */
@FunctionalInterface
public interface Workflow<I, O> {

  /**
   * Runs one execution.
   *
   * @param input the input as read from JSON; unknown fields and wrong types are refused before
   *     this call
   * @param context identity, deadline, cancellation, closers, progress and log of this execution
   * @return the result, or {@code null} for none
   * @throws Exception recorded as {@code FAILED} with the class name of the exception as {@code
   *     error_type}
   */
  O run(I input, WorkflowContext context) throws Exception;
}
