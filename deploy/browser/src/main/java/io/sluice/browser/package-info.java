/** The page as a person sees it: Chromium in front of the whole system. One thread each. */
@NullMarked
package io.sluice.browser;

import org.jspecify.annotations.NullMarked;
