@NullMarked
package io.sluice.admin.blacklist;

import org.jspecify.annotations.NullMarked;
