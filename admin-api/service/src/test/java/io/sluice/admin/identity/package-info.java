/** Tests of what somebody sees of executions of others. */
@NullMarked
package io.sluice.admin.identity;

import org.jspecify.annotations.NullMarked;
