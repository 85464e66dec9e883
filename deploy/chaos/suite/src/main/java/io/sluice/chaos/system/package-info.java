/**
 * The system under test: real processes behind proxies, and direct access to them. The run starts
 * it; the nemesis harms it from its own threads.
 */
@NullMarked
package io.sluice.chaos.system;

import org.jspecify.annotations.NullMarked;
