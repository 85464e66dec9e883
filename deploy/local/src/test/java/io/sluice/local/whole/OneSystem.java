package io.sluice.local.whole;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the system, which the first one starts and the end of all of them ends. */
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
