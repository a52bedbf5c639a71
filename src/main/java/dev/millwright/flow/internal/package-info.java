/** How flows are checked, compiled to BPMN and run on Flowable; nobody else's business. */
@NullMarked
package dev.millwright.flow.internal;

import org.jspecify.annotations.NullMarked;
