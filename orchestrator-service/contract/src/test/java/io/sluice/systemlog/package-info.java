/** What happens to log lines that nobody takes in time. */
@NullMarked
package io.sluice.systemlog;

import org.jspecify.annotations.NullMarked;
