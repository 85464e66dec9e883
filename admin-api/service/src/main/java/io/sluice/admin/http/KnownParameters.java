package io.sluice.admin.http;

import io.sluice.api.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses query parameters that an operation does not know, that come twice, or that have the wrong
 * type, and names them. The framework ignores the first two, so that a misspelt filter selects
 * everything, and answers 404 to the third. Runs on the thread of the request.
 */
@Provider
@SuppressWarnings("NullAway.Init") // The framework sets the field.
public class KnownParameters implements ContainerRequestFilter {

  /** The parameters of each operation; as many entries as there are operations. */
  private final Map<Method, SortedMap<String, Class<?>>> known = new ConcurrentHashMap<>();

  @Context ResourceInfo operation;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = operation.getResourceMethod();
    if (method == null) {
      return;
    }
    MultivaluedMap<String, String> given = request.getUriInfo().getQueryParameters();
    if (given.isEmpty()) {
      return;
    }
    SortedMap<String, Class<?>> parameters =
        known.computeIfAbsent(method, KnownParameters::parameters);
    List<Problem.FieldError> errors =
        given.entrySet().stream()
            .flatMap(each -> error(each.getKey(), each.getValue(), parameters).stream())
            .toList();
    if (!errors.isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID.problem(
              errors.getFirst().field() + " " + errors.getFirst().message() + ".", errors));
    }
  }

  private static Optional<Problem.FieldError> error(
      String name, List<String> values, SortedMap<String, Class<?>> parameters) {
    String message = message(values, parameters.get(name), parameters);
    return Optional.ofNullable(message == null ? null : new Problem.FieldError(name, message));
  }

  private static @Nullable String message(
      List<String> values, @Nullable Class<?> type, SortedMap<String, Class<?>> parameters) {
    if (type == null) {
      return parameters.isEmpty()
          ? "is no parameter of this operation, which has none"
          : "is no parameter of this operation; it has " + String.join(", ", parameters.keySet());
    }
    if (values.size() > 1) {
      return "may be given once";
    }
    String value = values.getFirst();
    if (type == int.class && !isInteger(value)) {
      return "is a whole number";
    }
    return type == boolean.class && !value.equals("true") && !value.equals("false")
        ? "is true or false"
        : null;
  }

  private static boolean isInteger(String value) {
    try {
      Integer.parseInt(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static SortedMap<String, Class<?>> parameters(Method operation) {
    var parameters = new TreeMap<String, Class<?>>();
    for (Parameter parameter : operation.getParameters()) {
      QueryParam query = parameter.getAnnotation(QueryParam.class);
      if (query != null) {
        parameters.put(query.value(), parameter.getType());
      } else if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          QueryParam ofField = field.getAnnotation(QueryParam.class);
          if (ofField != null) {
            parameters.put(ofField.value(), field.getType());
          }
        }
      }
    }
    return parameters;
  }
}
