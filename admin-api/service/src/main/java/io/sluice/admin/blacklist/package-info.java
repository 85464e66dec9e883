/**
 * The blacklist of workflows, and their release by trial runs. Changed on the virtual thread of the
 * request and on the recorder's.
 */
@NullMarked
package io.sluice.admin.blacklist;

import org.jspecify.annotations.NullMarked;
