/** Tests and benchmarks of the page in Chromium, against the whole system. One thread each. */
@NullMarked
package io.sluice.browser;

import org.jspecify.annotations.NullMarked;
