/**
 * Errors as RFC 9457 problem details, and the limits and reading of requests. Runs on the thread of
 * the request.
 */
@NullMarked
package io.sluice.admin.problem;

import org.jspecify.annotations.NullMarked;
