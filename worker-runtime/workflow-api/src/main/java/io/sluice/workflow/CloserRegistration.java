package io.sluice.workflow;

/**
 * Registration of a {@link Closer}, which ends when it is closed, for use in {@code try (…)}.
 * Closing twice does nothing.
 */
public interface CloserRegistration extends AutoCloseable {
  @Override
  void close();
}
