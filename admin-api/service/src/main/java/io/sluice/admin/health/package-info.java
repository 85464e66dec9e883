/** Health checks for the platform. They run on the worker threads of the management interface. */
@NullMarked
package io.sluice.admin.health;

import org.jspecify.annotations.NullMarked;
