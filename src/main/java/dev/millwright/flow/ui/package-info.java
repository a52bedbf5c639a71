/** The screens of flows: the designer with its dry run, the inbox, tasks, runs, what is offered on records, and figures for managers. */
@NamedInterface("ui")
@NullMarked
package dev.millwright.flow.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
