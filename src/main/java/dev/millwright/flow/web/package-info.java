/** Running flows over HTTP: submitting, tasks and what is done with them, where runs stand. */
@NullMarked
package dev.millwright.flow.web;

import org.jspecify.annotations.NullMarked;
