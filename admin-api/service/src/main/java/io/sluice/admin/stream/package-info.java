/**
 * The live stream: what is known of the system, and who watches it. The looks fill a board, a
 * ticker cuts frames from it four times a second, and each client gets the latest at its own pace.
 */
@NullMarked
package io.sluice.admin.stream;

import org.jspecify.annotations.NullMarked;
