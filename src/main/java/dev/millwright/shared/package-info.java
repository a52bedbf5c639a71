/** The few words that every module speaks: problems, ids, time, texts, labels. Uses nothing but the JDK, ICU4J and JSpecify. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package dev.millwright.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
