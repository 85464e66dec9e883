/** Log lines of all services: read from their stream, stored for a limited time, listed. */
@NullMarked
package io.sluice.admin.systemlog;

import org.jspecify.annotations.NullMarked;
