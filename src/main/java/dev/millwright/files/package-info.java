/**
 * Files that people keep with their records: what a file is by its content, how large it may be, where its bytes lie and how pictures
 * look when they are small. Who may see a file it does not know: it remembers at which places files were put, and who owns these places
 * decides.
 */
@ApplicationModule(allowedDependencies = {"shared", "identity"})
@NullMarked
package dev.millwright.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
