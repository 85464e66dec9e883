/**
 * Which workflows may not run, and their release by probe. Changed on the virtual thread of the
 * request and on the recorder's.
 */
@NullMarked
package io.sluice.admin.blacklist;

import org.jspecify.annotations.NullMarked;
