/** The registered workflows and their registration. Runs on the virtual thread of the caller. */
@NullMarked
package io.sluice.admin.workflow;

import org.jspecify.annotations.NullMarked;
