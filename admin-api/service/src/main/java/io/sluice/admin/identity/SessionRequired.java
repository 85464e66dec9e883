package io.sluice.admin.identity;

import io.quarkus.security.ForbiddenException;

/** Refusal of a personal access token for an operation that makes or ends sign-ins. */
public final class SessionRequired extends ForbiddenException {

  private static final long serialVersionUID = 1L;
}
