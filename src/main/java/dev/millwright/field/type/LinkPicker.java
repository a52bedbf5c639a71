package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.RecordMaker;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What links are chosen from: records, a page at a time, and at the end the offer to make one. */
final class LinkPicker {

    /** Marks the offer for the browser, which takes the only record that fits. */
    private static final String OFFER = "mw-make";

    /** No key begins so. */
    private static final String NEW = "\u0000new ";

    private final UUID form;
    private final EditorContext context;
    private final Optional<RecordMaker> maker;

    LinkPicker(UUID form, EditorContext context) {
        this.form = form;
        this.context = context;
        this.maker = context.maker(form);
    }

    /** Whether it stands for a record that is to be made. */
    static boolean isNew(RecordRef record) {
        return record.key() != null && record.key().startsWith(NEW);
    }

    private static @Nullable String mark(RecordRef record) {
        return isNew(record) ? OFFER : null;
    }

    FieldEditor<RecordRef> one(ComboBox<RecordRef> box) {
        box.setItems(this::page);
        box.setClassNameGenerator(LinkPicker::mark);
        FieldEditor<RecordRef> editor = FieldEditor.of(box, record -> record, record -> record);
        if (maker.isEmpty()) {
            return editor;
        }
        Making<RecordRef> making = new Making<>(editor, value -> isNew(value) ? null : value);
        box.addValueChangeListener(change -> {
            RecordRef chosen = change.getValue();
            if (chosen != null && isNew(chosen)) {
                box.setValue(change.getOldValue());
                make(chosen, box::focus, made -> making.put(made));
            }
        });
        return making;
    }

    FieldEditor<RecordRefs> several(MultiSelectComboBox<RecordRef> box) {
        box.setItems(this::page);
        box.setClassNameGenerator(LinkPicker::mark);
        FieldEditor<RecordRefs> editor = FieldEditor.of(
                box, chosen -> RecordRefs.of(List.copyOf(chosen)), value -> new LinkedHashSet<>(value.records()));
        if (maker.isEmpty()) {
            return editor;
        }
        Making<RecordRefs> making = new Making<>(
                editor,
                value -> RecordRefs.of(value.records().stream()
                        .filter(record -> !isNew(record))
                        .toList()));
        box.addValueChangeListener(change -> change.getValue().stream()
                .filter(LinkPicker::isNew)
                .findFirst()
                .ifPresent(chosen -> {
                    box.setValue(without(change.getValue()));
                    make(chosen, box::focus, made -> {
                        Set<RecordRef> more = without(box.getValue());
                        more.add(made);
                        making.put(RecordRefs.of(List.copyOf(more)));
                    });
                }));
        return making;
    }

    private static Set<RecordRef> without(Set<RecordRef> chosen) {
        Set<RecordRef> records = new LinkedHashSet<>(chosen);
        records.removeIf(LinkPicker::isNew);
        return records;
    }

    private void make(RecordRef chosen, Runnable focus, java.util.function.Consumer<RecordRef> made) {
        String typed = chosen.key() == null ? "" : chosen.key().substring(NEW.length());
        maker.ifPresent(some -> some.make(typed, record -> {
            if (record != null) {
                made.accept(record);
            }
            focus.run();
        }));
    }

    private Stream<RecordRef> page(Query<RecordRef, String> query) {
        String typed = query.getFilter().orElse("");
        int offset = query.getOffset();
        int limit = query.getLimit();
        List<RecordRef> found = context.findRecords(form, typed, offset, limit);
        return maker.isPresent() && found.size() < limit && isEnd(typed, offset, found)
                ? Stream.concat(found.stream(), Stream.of(offer(maker.get(), typed.strip())))
                : found.stream();
    }

    /** Whether the records end on this page and did not on the one before, which then has the offer already. */
    private boolean isEnd(String typed, int offset, List<RecordRef> found) {
        return offset == 0
                || !found.isEmpty()
                || !context.findRecords(form, typed, offset - 1, 1).isEmpty();
    }

    private static RecordRef offer(RecordMaker maker, String typed) {
        return new RecordRef(null, NEW + typed, maker.words(typed));
    }

    /** An editor that what was made is put into as if it had been chosen there. */
    private static final class Making<V> extends EditorAround<V> {

        private final Function<V, @Nullable V> chosen;
        private final List<Runnable> listeners = new ArrayList<>();

        Making(FieldEditor<V> inner, Function<V, @Nullable V> chosen) {
            super(inner);
            this.chosen = chosen;
        }

        @Override
        public @Nullable V value() {
            V value = super.value();
            return value == null ? null : chosen.apply(value);
        }

        @Override
        public void onChange(Runnable listener) {
            super.onChange(listener);
            listeners.add(listener);
        }

        void put(@Nullable V made) {
            setValue(made);
            List.copyOf(listeners).forEach(Runnable::run);
        }
    }
}
