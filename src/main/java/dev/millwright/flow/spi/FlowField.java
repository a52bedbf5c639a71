package dev.millwright.flow.spi;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.KeptFieldType;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A field that says of each record where it stands in its flow; written whenever the run moves. One class and its test add one.
 *
 * @param <C> configuration
 * @param <V> value in memory
 */
public abstract class FlowField<C, V> extends KeptFieldType<C, V> {

    private static final Label GROUP = Label.of("Flow", "流程");
    private static final int FIRST = 700;
    private static final int MOST_NAMES = 8;

    private final String key;
    private final Descriptor descriptor;

    /**
     * @param like key of the type that its values are of
     * @param order place among the flow fields
     */
    protected FlowField(
            ObjectProvider<FieldTypes> types,
            String like,
            String key,
            Label label,
            Label help,
            String icon,
            int order) {
        super(() -> type(types.getObject(), like));
        this.key = key;
        this.descriptor = new Descriptor(label, help, icon, GROUP, FIRST + order);
    }

    /** Each type says itself what its values are. */
    @SuppressWarnings("unchecked")
    private static <V> FieldType<Object, V> type(FieldTypes types, String like) {
        return (FieldType<Object, V>)
                types.find(like).orElseThrow(() -> new IllegalStateException("There is no type " + like));
    }

    @Override
    public final String key() {
        return key;
    }

    @Override
    public final Descriptor descriptor() {
        return descriptor;
    }

    /** Whether it tells how long steps took, which has to be looked up. */
    public boolean tellsTimes() {
        return false;
    }

    /** Whether it tells how runs stand, so that lists need not tell it beside. */
    public boolean tellsState() {
        return false;
    }

    /** Names in a row, the first few of many and how many more there are; null for none. */
    protected static @Nullable String joined(List<String> names) {
        List<String> different = names.stream().distinct().toList();
        if (different.isEmpty()) {
            return null;
        }
        String first = different.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return different.size() > MOST_NAMES ? first + " +" + (different.size() - MOST_NAMES) : first;
    }

    /** What the field holds for a record that stands so; null for nothing. */
    public abstract @Nullable V of(Standing standing, C config);
}
