/** Records and published forms over HTTP, through the same gate as the screens. */
@NullMarked
package dev.millwright.record.web;

import org.jspecify.annotations.NullMarked;
