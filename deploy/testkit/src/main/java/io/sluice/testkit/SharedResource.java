package io.sluice.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension that provides one resource to all test classes of a module: the first test starts
 * it, and it is closed after the last one.
 */
public abstract class SharedResource<T extends AutoCloseable> implements ParameterResolver {
  private final Class<T> type;

  protected SharedResource(Class<T> type) {
    this.type = type;
  }

  protected abstract T start() throws Exception;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public T resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(getClass()))
        .computeIfAbsent(type, _ -> started(), type);
  }

  private T started() {
    try {
      return start();
    } catch (Exception e) {
      throw new IllegalStateException(type.getSimpleName() + " did not start", e);
    }
  }
}
