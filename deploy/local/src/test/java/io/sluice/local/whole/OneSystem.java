package io.sluice.local.whole;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Provides one system to all tests: the first one starts it, and it stops after the last one. */
final class OneSystem implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == WholeSystem.class;
  }

  @Override
  public WholeSystem resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(OneSystem.class))
        .computeIfAbsent(WholeSystem.class, _ -> started(), WholeSystem.class);
  }

  private static WholeSystem started() {
    try {
      return WholeSystem.start();
    } catch (Exception e) {
      throw new IllegalStateException("The system did not start", e);
    }
  }
}
