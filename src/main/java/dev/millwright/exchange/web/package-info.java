/** Files with records over HTTP. */
@NullMarked
package dev.millwright.exchange.web;

import org.jspecify.annotations.NullMarked;
