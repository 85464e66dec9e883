/**
 * Which organization an execution belongs to, and what somebody who sees some organizations only is
 * shown of the others. Runs on the thread of the caller.
 */
@NullMarked
package io.sluice.admin.organization;

import org.jspecify.annotations.NullMarked;
