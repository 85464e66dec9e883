/**
 * The audit of all changes, allowed or refused, and the check of its integrity. Writes run in the
 * transaction of the change, the check on its own loop.
 */
@NullMarked
package io.sluice.admin.audit;

import org.jspecify.annotations.NullMarked;
