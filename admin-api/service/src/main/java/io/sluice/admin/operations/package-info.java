/**
 * Tools of administrators: settings, notifications, the system log, the list and the integrity
 * check of the audit, and the deletion of expired rows. Requests run on virtual threads, the rest
 * on loops.
 */
@NullMarked
package io.sluice.admin.operations;

import org.jspecify.annotations.NullMarked;
