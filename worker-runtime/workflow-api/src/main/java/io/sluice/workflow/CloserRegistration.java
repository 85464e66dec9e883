package io.sluice.workflow;

/** Takes a {@link Closer} back, for use in {@code try (…)}. Closing twice does nothing. */
public interface CloserRegistration extends AutoCloseable {
  @Override
  void close();
}
