/** Jobs over HTTP. */
@NullMarked
package dev.millwright.jobs.web;

import org.jspecify.annotations.NullMarked;
