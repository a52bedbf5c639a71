package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import dev.millwright.field.EditorContext;
import dev.millwright.field.type.OptionTree.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drop-down list for each level; the next one comes when there is something to choose from. What is typed is sought in all levels below,
 * too, and a whole path may be typed.
 */
final class CascadeField extends CustomField<List<String>> {

    private static final int MOST_FOUND = 100;

    private final OptionTree tree;
    private final EditorContext context;
    private final Div line = new Div();
    private final List<ComboBox<Node>> boxes = new ArrayList<>();

    private final List<Runnable> unreadListeners = new ArrayList<>();

    /** What was typed although it is no option; null for nothing. */
    private @Nullable String unread;

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
            Node chosen = level < path.size() ? node(path.get(level), level) : null;
            if (level > 0) {
                box.getDataProvider().refreshAll();
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
        box.setItems(query -> found(level, query.getFilter().orElse("")).stream()
                .skip(query.getOffset())
                .limit(query.getLimit()));
        box.setItemLabelGenerator(node -> words(level, node));
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(typed -> read(level, typed.getDetail()));
        box.setManualValidation(true);
        box.setClearButtonVisible(true);
        box.setReadOnly(isReadOnly());
        box.setInvalid(isInvalid());
        box.setAriaLabel(context.texts().text(context.locale(), "field.cascade.level", level + 1));
        box.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                choose(
                        changed.getValue() == null
                                ? path(level)
                                : tree.path(changed.getValue().key()));
            }
        });
        return box;
    }

    private void choose(List<String> path) {
        unread = null;
        show(path);
        setModelValue(generateModelValue(), true);
    }

    private List<Node> found(int level, String typed) {
        List<String> above = level == 0 ? List.of() : path(level - 1);
        if (above.size() < level || typed.length() > CascadeFieldType.LONGEST_TEXT) {
            return List.of();
        }
        String within = level == 0 ? null : above.getLast();
        return typed.isBlank() ? tree.below(within) : tree.search(within, typed, MOST_FOUND);
    }

    /** What is not of the level is called by what leads to it from there. */
    private String words(int level, Node node) {
        List<String> path = tree.path(node.key());
        return path.size() <= level + 1 ? node.label() : tree.words(path.subList(level, path.size()));
    }

    private void read(int level, String typed) {
        if (typed.length() > CascadeFieldType.LONGEST_TEXT) {
            keepUnread(typed);
            return;
        }
        String before = level == 0 ? "" : tree.words(path(level - 1)) + OptionTree.SEPARATOR;
        List<List<String>> meant = tree.meant(before + typed);
        if (meant.isEmpty() && level > 0) {
            meant = tree.meant(typed);
        }
        if (meant.size() == 1) {
            choose(meant.getFirst());
        } else {
            keepUnread(typed);
        }
    }

    private void keepUnread(String typed) {
        unread = typed;
        setModelValue(generateModelValue(), true);
        unreadListeners.forEach(Runnable::run);
    }

    /** Called when something was typed that is no option. */
    void onUnread(Runnable listener) {
        unreadListeners.add(listener);
    }

    /** Shows again what was typed and is no option. */
    void showUnread(String typed) {
        setValue(null);
        unread = typed;
        // The input comes with the box, and empties what it does not know.
        boxes.getFirst().getElement().executeJs("setTimeout(() => { this._inputElementValue = $0; })", typed);
    }

    /** What was typed although it is no option, or could be several; null for nothing. */
    @Nullable String unread() {
        return unread;
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
        unread = null;
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
