/**
 * Clients of admin-api's REST API, with the signed-in person's own token. Called by the virtual
 * thread of a request; each call has time limits.
 */
@NullMarked
package io.sluice.diagnostics.api;

import org.jspecify.annotations.NullMarked;
