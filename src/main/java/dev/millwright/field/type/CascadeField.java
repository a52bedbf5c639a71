package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import dev.millwright.field.EditorContext;
import dev.millwright.field.type.OptionTree.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drop-down list for each level; the next one comes when there is something to choose from. */
final class CascadeField extends CustomField<List<String>> {

    private final OptionTree tree;
    private final EditorContext context;
    private final Div line = new Div();
    private final List<ComboBox<Node>> boxes = new ArrayList<>();

    CascadeField(OptionTree tree, EditorContext context) {
        this.tree = tree;
        this.context = context;
        line.addClassName("mw-side-by-side");
        line.addClassName("mw-cascade");
        add(line);
        show(List.of());
    }

    /** Boxes of levels that stay the same stay: one of them has the focus. */
    private void show(List<String> path) {
        int levels = path.size() + (path.isEmpty() || (!isReadOnly() && hasMore(path)) ? 1 : 0);
        while (boxes.size() > levels) {
            line.remove(boxes.removeLast());
        }
        for (int level = 0; level < levels; level++) {
            if (level == boxes.size()) {
                ComboBox<Node> box = box(level);
                boxes.add(box);
                line.add(box);
            }
            ComboBox<Node> box = boxes.get(level);
            String parent = level == 0 ? null : path.get(level - 1);
            Node chosen = level < path.size() ? node(path.get(level), level) : null;
            List<Node> items = new ArrayList<>(tree.below(parent));
            if (chosen != null && !items.contains(chosen)) {
                items.add(chosen);
            }
            if (!items.equals(box.getListDataView().getItems().toList())) {
                box.setItems(items);
            }
            if (chosen == null) {
                box.clear();
            } else {
                box.setValue(chosen);
            }
        }
    }

    private boolean hasMore(List<String> path) {
        return !tree.below(path.getLast()).isEmpty();
    }

    /** An option that is no longer there is shown by its key. */
    private Node node(String key, int level) {
        return tree.find(key).orElseGet(() -> new Node(key, key, level, true));
    }

    private ComboBox<Node> box(int level) {
        ComboBox<Node> box = new ComboBox<>();
        box.setItems(List.of());
        box.setItemLabelGenerator(Node::label);
        box.setManualValidation(true);
        box.setClearButtonVisible(true);
        box.setReadOnly(isReadOnly());
        box.setInvalid(isInvalid());
        box.setAriaLabel(context.texts().text(context.locale(), "field.cascade.level", level + 1));
        box.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                show(path(level));
                setModelValue(generateModelValue(), true);
            }
        });
        return box;
    }

    /** What is chosen down to a level. */
    private List<String> path(int last) {
        List<String> path = new ArrayList<>();
        for (int level = 0; level <= last && level < boxes.size(); level++) {
            Node chosen = boxes.get(level).getValue();
            if (chosen == null) {
                break;
            }
            path.add(chosen.key());
        }
        return path;
    }

    @Override
    protected @Nullable List<String> generateModelValue() {
        List<String> path = path(boxes.size());
        return path.isEmpty() ? null : List.copyOf(path);
    }

    @Override
    protected void setPresentationValue(@Nullable List<String> value) {
        show(value == null ? List.of() : value);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        show(path(boxes.size()));
        boxes.forEach(box -> box.setReadOnly(readOnly));
    }

    @Override
    public void setInvalid(boolean invalid) {
        super.setInvalid(invalid);
        boxes.forEach(box -> box.setInvalid(invalid));
    }

    @Override
    public void focus() {
        boxes.getFirst().focus();
    }
}
