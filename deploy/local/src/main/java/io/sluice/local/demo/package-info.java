/** A mixed load for a running system, shown live in a terminal. One thread asks, draws and ends. */
@NullMarked
package io.sluice.local.demo;

import org.jspecify.annotations.NullMarked;
