/**
 * Settings that can be changed without a restart. Changes run on the virtual thread of the request,
 * reads on the thread of the caller.
 */
@NullMarked
package io.sluice.admin.config;

import org.jspecify.annotations.NullMarked;
