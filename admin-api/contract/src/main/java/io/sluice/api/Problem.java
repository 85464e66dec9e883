package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 problem details.
 *
 * @param type stable name of the kind of problem, for programs
 * @param title the kind in words, always the same for a type
 * @param detail what happened here and what to do about it
 * @param instance names this occurrence; the log line carries the same id
 * @param errors what is wrong with which field; absent when no field is to blame
 * @param executionId the execution that stands in the way; absent when none does
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
   * What is wrong with one field.
   *
   * @param field path of the field in the request, in snake_case
   * @param message what it should be
   */
  public record FieldError(String field, String message) {}
}
