/** Log lines of the services on their way to the page and the API. Never payloads. */
@NullMarked
package io.sluice.systemlog;

import org.jspecify.annotations.NullMarked;
