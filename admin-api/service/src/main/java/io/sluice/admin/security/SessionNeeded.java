package io.sluice.admin.security;

import io.quarkus.security.ForbiddenException;

/** Refusal of a personal access token for an operation that makes or ends sign-ins. */
public final class SessionNeeded extends ForbiddenException {

  private static final long serialVersionUID = 1L;
}
