/**
 * Files on disk: the state folder, the first administrator's credentials and the file of endpoints.
 * Runs in the thread that starts and stops the system.
 */
@NullMarked
package io.sluice.local.state;

import org.jspecify.annotations.NullMarked;
