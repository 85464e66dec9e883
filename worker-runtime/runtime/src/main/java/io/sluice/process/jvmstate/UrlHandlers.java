package io.sluice.process.jvmstate;

import java.util.Hashtable;
import java.util.Optional;

/** Factory of {@code URLStreamHandler}s, and the handlers that it has created. */
final class UrlHandlers implements SharedState {
  private final DefaultObject factory =
      new DefaultObject(
          "url-handlers",
          "the factory of URL stream handlers",
          RawField.ofStatic("java.net.URL", "factory"));
  private final RawField made = RawField.ofStatic("java.net.URL", "handlers");

  UrlHandlers() throws ReflectiveOperationException {}

  @Override
  public Optional<StateChange> putBack() {
    var change = factory.putBack();
    if (change.isPresent() && made.get() instanceof Hashtable<?, ?> handlers) {
      handlers.clear();
    }
    return change;
  }
}
