/** What the nodes of an installation tell each other, for whoever keeps on each node something that another node may change. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.millwright.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
