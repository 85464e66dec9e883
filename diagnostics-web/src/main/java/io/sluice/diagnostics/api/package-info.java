/**
 * The REST API of admin-api, asked with the signed-in person's own token. Called by the virtual
 * thread of a request; each call has time limits.
 */
@NullMarked
package io.sluice.diagnostics.api;

import org.jspecify.annotations.NullMarked;
