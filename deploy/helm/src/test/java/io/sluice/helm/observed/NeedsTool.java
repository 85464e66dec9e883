package io.sluice.helm.observed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests, with a visible reason, if a tool is not installed. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsTool.Condition.class)
public @interface NeedsTool {

  Tool value();

  /** Looks for it. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), NeedsTool.class)
          .map(needs -> found(needs.value(), context.getDisplayName()))
          .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is needed"));
    }

    private static ConditionEvaluationResult found(Tool tool, String test) {
      if (tool.installed().isPresent()) {
        return ConditionEvaluationResult.enabled(tool + " is installed");
      }
      System.err.println("SKIPPED " + test + ": " + tool.missing());
      return ConditionEvaluationResult.disabled(tool.missing());
    }
  }
}
