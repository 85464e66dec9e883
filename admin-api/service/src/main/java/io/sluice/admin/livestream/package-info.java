/**
 * The live stream. Pollers update the live state, a ticker takes frames from it four times a
 * second, and each client gets the latest one that it can receive.
 */
@NullMarked
package io.sluice.admin.livestream;

import org.jspecify.annotations.NullMarked;
