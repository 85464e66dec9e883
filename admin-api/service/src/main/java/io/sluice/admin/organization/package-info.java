/**
 * Organizations of executions, and the filter of what a caller may see. Runs on the thread of the
 * caller.
 */
@NullMarked
package io.sluice.admin.organization;

import org.jspecify.annotations.NullMarked;
