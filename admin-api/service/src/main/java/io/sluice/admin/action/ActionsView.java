package io.sluice.admin.action;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Answers {@code GET /api/workflows?view=actions} as {@code GET /api/workflow_actions} with the
 * other parameters: the requirements ask for actions there (docs/requirements-map.md). Runs on the
 * thread of the request.
 */
@Provider
@PreMatching
public class ActionsView implements ContainerRequestFilter {

  private static final String WORKFLOWS = "/api/workflows";
  private static final String VIEW = "view";

  @Override
  public void filter(ContainerRequestContext request) {
    UriInfo asked = request.getUriInfo();
    if (request.getMethod().equals(HttpMethod.GET)
        && asked.getPath().equals(WORKFLOWS)
        && List.of("actions").equals(asked.getQueryParameters().get(VIEW))) {
      request.setRequestUri(
          asked
              .getRequestUriBuilder()
              .replacePath("/api/workflow_actions")
              .replaceQueryParam(VIEW)
              .build());
    }
  }
}
