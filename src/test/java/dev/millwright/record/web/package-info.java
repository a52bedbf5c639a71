/** Tests of the HTTP API of records. */
@NullMarked
package dev.millwright.record.web;

import org.jspecify.annotations.NullMarked;
