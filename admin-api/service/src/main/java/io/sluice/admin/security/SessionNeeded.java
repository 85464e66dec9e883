package io.sluice.admin.security;

import io.quarkus.security.ForbiddenException;

/** A personal access token was used for what makes or ends sign-ins. */
public final class SessionNeeded extends ForbiddenException {

  private static final long serialVersionUID = 1L;
}
