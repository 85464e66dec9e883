/** Deletion of expired rows. */
@NullMarked
package io.sluice.admin.housekeeping;

import org.jspecify.annotations.NullMarked;
