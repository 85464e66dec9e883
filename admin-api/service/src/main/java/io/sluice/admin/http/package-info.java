/**
 * Requests and responses of the API: limits, JSON, problem details (RFC 9457) and the OpenAPI
 * document. Runs on the event loop and on the thread of the request.
 */
@NullMarked
package io.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
