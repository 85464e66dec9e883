/** What is missing, for the platform. Runs on the worker threads of the management interface. */
@NullMarked
package io.sluice.admin.health;

import org.jspecify.annotations.NullMarked;
