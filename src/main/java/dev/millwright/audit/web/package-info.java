/** The audit log over HTTP. */
@NullMarked
package dev.millwright.audit.web;

import org.jspecify.annotations.NullMarked;
