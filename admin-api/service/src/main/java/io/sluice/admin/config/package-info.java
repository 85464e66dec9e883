/**
 * Settings that change while the system runs. Runs on the virtual thread of the request, and reads
 * on the thread of whoever decides.
 */
@NullMarked
package io.sluice.admin.config;

import org.jspecify.annotations.NullMarked;
