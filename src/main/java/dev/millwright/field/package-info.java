/**
 * What a field type is, and all of them: {@code field.type} holds one file a type. What an editor needs from above (find people,
 * find records) are ports in {@link dev.millwright.field.EditorContext}.
 */
@ApplicationModule(allowedDependencies = {"shared", "expression", "extension", "schema"})
@NullMarked
package dev.millwright.field;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
