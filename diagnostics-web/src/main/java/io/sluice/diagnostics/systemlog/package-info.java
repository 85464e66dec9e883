/** What the services themselves say. Virtual threads of requests. */
@NullMarked
package io.sluice.diagnostics.systemlog;

import org.jspecify.annotations.NullMarked;
