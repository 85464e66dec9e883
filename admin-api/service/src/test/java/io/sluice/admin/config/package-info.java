@NullMarked
package io.sluice.admin.config;

import org.jspecify.annotations.NullMarked;
