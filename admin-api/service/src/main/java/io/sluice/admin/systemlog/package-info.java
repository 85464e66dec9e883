/** Log lines of all services: taken from their stream, stored for a while, shown. */
@NullMarked
package io.sluice.admin.systemlog;

import org.jspecify.annotations.NullMarked;
