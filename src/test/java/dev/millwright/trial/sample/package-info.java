/** Tests of the sample app. */
@NullMarked
package dev.millwright.trial.sample;

import org.jspecify.annotations.NullMarked;
