package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.grid.AbstractGridMultiSelectionModel;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.shared.SelectionPreservationMode;
import com.vaadin.flow.data.selection.SelectionEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A grid whose rows are ticked: one by one, from one to another with Shift, all that are loaded by the box above them, or all that there
 * are, which are ticked wherever one scrolls without being read.
 */
class TickGrid<T> extends Grid<T> {

    private @Nullable Ticks ticks;

    /**
     * What is ticked.
     *
     * @param rows ticked one by one; none while all are
     * @param but not ticked although all are
     */
    record Ticked<T>(Set<T> rows, boolean all, Set<T> but) {}

    /**
     * Lets rows be ticked.
     *
     * @param tickable those that can be
     * @param between the rows from one to another, both included
     */
    final void tick(
            Predicate<T> tickable, BiFunction<T, T, ? extends Collection<T>> between, Consumer<Ticked<T>> listener) {
        Ticks made = new Ticks(tickable, between, listener);
        setSelectionModel(made, SelectionMode.MULTI);
        made.setSelectionColumnFrozen(true);
        setSelectionPreservationMode(SelectionPreservationMode.PRESERVE_ALL);
        setItemSelectableProvider(tickable::test);
        ticks = made;
        made.nameBoxes();
        made.showBox();
    }

    /** Lets rows be ticked no longer. */
    final void stopTicking() {
        Ticks former = ticks;
        if (former != null) {
            former.deselectAll();
            ticks = null;
            setSelectionMode(SelectionMode.NONE);
        }
    }

    final boolean ticks() {
        return ticks != null;
    }

    /** Ticks all that there are, loaded or not. */
    final void tickAll() {
        if (ticks != null) {
            ticks.takeAll();
        }
    }

    final void untick(Collection<T> rows) {
        if (ticks != null) {
            ticks.updateSelection(Set.of(), Set.copyOf(rows));
        }
    }

    /** What the box above the rows does. */
    final void tickLoaded() {
        if (ticks != null) {
            ticks.clientSelectAll();
        }
    }

    private final class Ticks extends AbstractGridMultiSelectionModel<T> {

        private final Predicate<T> tickable;
        private final BiFunction<T, T, ? extends Collection<T>> between;
        private final Consumer<Ticked<T>> listener;
        private final Map<Object, T> loaded = new LinkedHashMap<>();
        private final Map<Object, T> but = new LinkedHashMap<>();
        private boolean all;
        private @Nullable T last;

        Ticks(Predicate<T> tickable, BiFunction<T, T, ? extends Collection<T>> between, Consumer<Ticked<T>> listener) {
            super(TickGrid.this);
            this.tickable = tickable;
            this.between = between;
            this.listener = listener;
            addClientItemToggleListener(toggle -> {
                T before = last;
                last = toggle.getItem();
                if (toggle.isShiftKey() && before != null) {
                    set(between.apply(before, toggle.getItem()), toggle.isSelected());
                }
            });
        }

        private Object id(T row) {
            return getDataProvider().getId(row);
        }

        private void set(Collection<T> rows, boolean ticked) {
            Set<T> wanted = new LinkedHashSet<>();
            rows.stream().filter(tickable).forEach(wanted::add);
            updateSelection(ticked ? wanted : Set.of(), ticked ? Set.of() : wanted);
        }

        void takeAll() {
            all = true;
            but.clear();
            super.updateSelection(Set.of(), getSelectedItems());
            getDataCommunicator().reset();
            tell();
        }

        @Override
        public boolean isSelected(T item) {
            return all ? tickable.test(item) && !but.containsKey(id(item)) : super.isSelected(item);
        }

        @Override
        public void selectFromClient(T item) {
            if (all) {
                but.remove(id(item));
                tell();
            } else {
                super.selectFromClient(item);
                showBox();
            }
        }

        @Override
        public void deselectFromClient(T item) {
            if (all) {
                but.put(id(item), item);
                tell();
            } else {
                super.deselectFromClient(item);
                showBox();
            }
        }

        @Override
        public void updateSelection(Set<T> addedItems, Set<T> removedItems) {
            if (all) {
                addedItems.forEach(row -> but.remove(id(row)));
                removedItems.forEach(row -> but.put(id(row), row));
                getDataCommunicator().reset();
                tell();
            } else {
                super.updateSelection(addedItems, removedItems);
                showBox();
            }
        }

        @Override
        public void select(T item) {
            updateSelection(Set.of(item), Set.of());
        }

        @Override
        public void deselect(T item) {
            updateSelection(Set.of(), Set.of(item));
        }

        @Override
        public void deselectAll() {
            last = null;
            if (all) {
                all = false;
                but.clear();
                getDataCommunicator().reset();
                tell();
            } else {
                super.deselectAll();
                showBox();
            }
        }

        @Override
        protected void clientSelectAll() {
            List<T> rows = loaded.values().stream().filter(tickable).toList();
            if (all || rows.stream().allMatch(this::isSelected)) {
                deselectAll();
            } else {
                set(rows, true);
            }
        }

        @Override
        protected void clientDeselectAll() {
            deselectAll();
        }

        @Override
        public boolean isSelectAllCheckboxVisible() {
            return true;
        }

        @Override
        public void generateData(T item, ObjectNode jsonObject) {
            loaded.put(id(item), item);
            super.generateData(item, jsonObject);
        }

        @Override
        public void destroyData(T item) {
            loaded.remove(id(item));
        }

        @Override
        public void destroyAllData() {
            loaded.clear();
        }

        @Override
        protected void fireSelectionEvent(SelectionEvent<Grid<T>, T> event) {
            ComponentUtil.fireEvent(TickGrid.this, (ComponentEvent<?>) event);
            tell();
        }

        private void tell() {
            listener.accept(new Ticked<>(all ? Set.of() : getSelectedItems(), all, Set.copyOf(but.values())));
            showBox();
        }

        /** Vaadin's boxes speak English, and are drawn again as rows come and go. */
        private void nameBoxes() {
            getSelectionColumn().getElement().executeJs("""
                            this.headerRenderer = (root, column) => {
                              this._defaultHeaderRenderer(root, column);
                              root.firstElementChild.accessibleName = $0;
                            };
                            this.renderer = (root, column, model) => {
                              this._defaultRenderer(root, column, model);
                              root.firstElementChild.accessibleName = $1;
                            };
                            """, t("record.bulk.box"), t("record.bulk.row"));
        }

        /** The browser sets the box by itself, so that it has to be told even what has not changed here. */
        private void showBox() {
            boolean some = all ? !but.isEmpty() : !getSelectedItemIds().isEmpty();
            getSelectionColumn().getElement().executeJs("""
                            this.selectAll = $0;
                            this._indeterminate = $1;
                            """, all && !some, some);
        }
    }
}
