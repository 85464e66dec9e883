package io.sluice.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, with a visible reason, if Chromium is not installed. */
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
