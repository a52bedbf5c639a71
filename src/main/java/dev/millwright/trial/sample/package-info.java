/**
 * The sample app of the trial: serial numbers with believable lives. It is made of a design and data in text files and
 * comes in through the same doors as any app that people make; nothing else knows about it.
 */
@NullMarked
package dev.millwright.trial.sample;

import org.jspecify.annotations.NullMarked;
