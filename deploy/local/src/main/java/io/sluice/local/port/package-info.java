/** Ports of the parts. Runs in the thread that starts the system. */
@NullMarked
package io.sluice.local.port;

import org.jspecify.annotations.NullMarked;
