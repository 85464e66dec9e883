/** What starts and stops the service, in order. Runs on the container's main thread. */
@NullMarked
package io.sluice.admin;

import org.jspecify.annotations.NullMarked;
