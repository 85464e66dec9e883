/** Tests of what somebody sees of executions of others. */
@NullMarked
package io.sluice.admin.organization;

import org.jspecify.annotations.NullMarked;
