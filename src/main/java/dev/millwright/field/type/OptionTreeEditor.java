package dev.millwright.field.type;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Edits a tree of options as an outline, typed or pasted from a sheet. */
final class OptionTreeEditor extends Composite<Div> {

    static final Label LABEL = Label.of("Your options", "自定义选项列表");

    private static final int LONGEST = 200_000;
    private static final int NAMED = 5;

    private final PropertyContext context;
    private final Span note = new Span();

    OptionTreeEditor(PropertyContext context, PropertyKind.ValueAccess<OptionTree> value) {
        this.context = context;
        TextArea outline = new TextArea(LABEL.in(context.locale()));
        outline.setHelperText(text("help"));
        outline.setManualValidation(true);
        outline.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        outline.setWidthFull();
        outline.setMinRows(6);
        outline.setMaxRows(20);
        outline.addClassName("mw-outline");
        OptionTree present = value.get();
        OptionTree shown = OptionOutline.within(present);
        outline.setValue(OptionOutline.write(shown));
        note.addClassName("mw-option-note");
        note.getElement().setAttribute("role", "status");
        note.setVisible(false);
        outline.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                edit(outline, value);
            }
        });
        if (!shown.equals(present)) {
            note.setText(text(
                    "beyond", shown.nodes().size(), present.nodes().size(), OptionOutline.MOST, OptionOutline.DEEPEST));
            note.setVisible(true);
        }
        getContent().add(outline, note);
    }

    /** What cannot be kept stays as it was typed, with the reason beside it. */
    private void edit(TextArea outline, PropertyKind.ValueAccess<OptionTree> value) {
        String typed = outline.getValue();
        if (typed.length() > LONGEST) {
            refuse(outline, text("tooLong", LONGEST));
            return;
        }
        OptionOutline.Read read = OptionOutline.read(typed, OptionOutline.within(value.get()));
        Problems problems = OptionOutline.validate(read.tree());
        if (problems.hasErrors()) {
            refuse(
                    outline,
                    problems.stream()
                            .limit(NAMED)
                            .map(problem -> context.texts().text(context.locale(), problem))
                            .collect(Collectors.joining(" ")));
            return;
        }
        outline.setInvalid(false);
        if (!read.tree().equals(value.get())) {
            value.set(read.tree());
        }
        outline.setValue(OptionOutline.write(read.tree()));
        tell(read);
    }

    private void refuse(TextArea outline, String why) {
        outline.setInvalid(true);
        outline.setErrorMessage(why);
        note.setVisible(false);
    }

    private void tell(OptionOutline.Read read) {
        List<String> told = new ArrayList<>();
        read.renamed().forEach((before, now) -> told.add(text("renamed", before, now)));
        if (!read.gone().isEmpty()) {
            told.add(text(
                    "gone",
                    read.gone().size(),
                    read.gone().stream().limit(NAMED).collect(Collectors.joining(", "))));
        }
        if (read.same() > 0) {
            told.add(text("same", read.same()));
        }
        note.setText(String.join(" ", told));
        note.setVisible(!told.isEmpty());
    }

    private String text(String key, Object... arguments) {
        return context.texts().text(context.locale(), "field.tree." + key, arguments);
    }
}
