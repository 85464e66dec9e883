/** Log lines of the services on their way to where people read them. Never payloads. */
@NullMarked
package io.sluice.systemlog;

import org.jspecify.annotations.NullMarked;
