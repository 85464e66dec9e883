package io.sluice.workflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of the input record for the JSON Schema of the workflow, which is derived
 * from the class files when it is first needed. An input that does not match is refused when it is
 * submitted; the page makes its form from the schema.
 *
 * <p>A component of a primitive type is always required. Any other is optional and may be null.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface InputField {

  /** Label of the field on the page. The name of the component is used if it is empty. */
  String title() default "";

  /** Sentence that explains the field. */
  String description() default "";

  /**
   * Value with which the page fills the field, as JSON or as plain text. It is not used for an
   * input without the field.
   */
  String defaultValue() default "";

  /**
   * Format of a text: {@code date}, {@code time}, {@code date-time}, {@code duration}, {@code
   * email}, {@code uri} or {@code uuid}.
   */
  String format() default "";

  /** True if the field must be present and not null. */
  boolean required() default false;

  /** Smallest number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest number. */
  double max() default Double.POSITIVE_INFINITY;

  /** Smallest number of characters of a text, or of items of a list. */
  int minLength() default 0;

  /** Largest number of characters of a text, or of items of a list. */
  int maxLength() default Integer.MAX_VALUE;
}
