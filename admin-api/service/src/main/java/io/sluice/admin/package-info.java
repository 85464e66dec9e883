/** Start and stop of the service. Runs on the container's main thread. */
@NullMarked
package io.sluice.admin;

import org.jspecify.annotations.NullMarked;
