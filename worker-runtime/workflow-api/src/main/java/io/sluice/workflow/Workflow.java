package io.sluice.workflow;

/**
 * The code an author writes: one public class with a public no-argument constructor, annotated with
 * {@link WorkflowDefinition}.
 *
 * <p>Each execution gets a fresh instance and a fresh platform thread. The thread is interrupted
 * when the execution is told to stop; what ignores that for {@code CANCEL_GRACE_SECONDS} is
 * recorded as {@code FAILED / ExecutionStuck}.
 *
 * @param <I> what the input's JSON is read into: a record, a {@code Map}, a {@code String}, {@code
 *     Void} for none
 * @param <O> what is written as the result's JSON, at most 256 KiB
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
   * @throws Exception recorded as {@code FAILED} with the exception's class name as {@code
   *     error_type}
   */
  O run(I input, WorkflowContext context) throws Exception;
}
