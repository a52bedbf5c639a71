/** Fields that say of a record where it stands in its flow, one file a type. */
@NullMarked
package dev.millwright.flow.field;

import org.jspecify.annotations.NullMarked;
