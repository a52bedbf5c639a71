/**
 * The one expression language: what may be written, what it means and which names it depends on. Knows neither forms nor SQL: names
 * come from a {@link dev.millwright.expression.Scope}, and who wants SQL visits the checked {@link dev.millwright.expression.Expression}.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.millwright.expression;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
