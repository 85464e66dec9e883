package io.sluice.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips, and says why where everybody sees it, when there is no Chromium. */
final class NeedsChromium implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.installed().isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is installed");
    }
    System.err.println("SKIPPED " + context.getDisplayName() + ": " + Chromium.INSTALL);
    return ConditionEvaluationResult.disabled(Chromium.INSTALL);
  }
}
