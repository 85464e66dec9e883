/** Registered workflows. Runs on the virtual thread of the caller. */
@NullMarked
package io.sluice.admin.workflow;

import org.jspecify.annotations.NullMarked;
