package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 problem details.
 *
 * @param type stable name of the kind of problem, for programs
 * @param title kind of the problem in words, constant for a type
 * @param detail description of this occurrence, and advice
 * @param instance id of this occurrence; the log line carries the same id
 * @param errors invalid fields; absent if no field is invalid
 * @param executionId execution that prevents the operation; absent if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Nullable List<FieldError> errors,
    @Nullable UUID executionId) {

  /**
   * An invalid field.
   *
   * @param field path of the field in the request, in snake_case
   * @param message requirement that the value does not meet
   */
  public record FieldError(String field, String message) {}
}
