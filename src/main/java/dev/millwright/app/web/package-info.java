/** Apps over HTTP, and how every API call of the product is refused: problem documents (RFC 9457) in the caller's language. */
@NullMarked
package dev.millwright.app.web;

import org.jspecify.annotations.NullMarked;
