/**
 * What turns for ever: one virtual thread for each loop, with backoff after a failure. Start and
 * stop come from the thread that starts the service.
 */
@NullMarked
package io.sluice.admin.loop;

import org.jspecify.annotations.NullMarked;
