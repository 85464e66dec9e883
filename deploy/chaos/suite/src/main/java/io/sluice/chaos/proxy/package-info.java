/**
 * TCP proxy that injects network faults. Two virtual threads for each connection, one for each
 * direction; the nemesis calls from its own.
 */
@NullMarked
package io.sluice.chaos.proxy;

import org.jspecify.annotations.NullMarked;
