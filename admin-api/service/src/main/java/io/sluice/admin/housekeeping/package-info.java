/** Takes away what is old. */
@NullMarked
package io.sluice.admin.housekeeping;

import org.jspecify.annotations.NullMarked;
