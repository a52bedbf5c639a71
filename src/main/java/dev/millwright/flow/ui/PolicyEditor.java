package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.VotePolicy.Mode;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Selects;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Says how the answers of several people count. */
final class PolicyEditor extends Composite<Div> {

    private static final int OFFERED = 50;
    private static final int HALF = 50;

    private final ValueAccess<VotePolicy> value;
    private final IntegerField least = new IntegerField();
    private final Select<String> measure;
    private final Div number;
    private final MultiSelectComboBox<PersonRef> required =
            ComponentTexts.localised(new MultiSelectComboBox<>(t("flow.policy.required")));

    PolicyEditor(DesignEditors editors, String label, ValueAccess<VotePolicy> value) {
        this.value = value;
        VotePolicy present = value.get();
        Select<String> modes = Selects.of(
                label,
                Arrays.stream(Mode.values()).map(Enum::name).toList(),
                mode -> t("flow.policy.mode." + mode.toLowerCase(Locale.ROOT)),
                present.mode().name(),
                mode -> set(new VotePolicy(Mode.valueOf(mode), now().atLeast(), now().percent(), now().required())));
        measure = Selects.of(
                "",
                List.of("people", "percent"),
                one -> t("flow.policy." + one),
                present.percent() ? "percent" : "people",
                one -> count(one.equals("percent")));
        measure.setAriaLabel(t("flow.policy.measure"));
        least.setAriaLabel(t("flow.policy.least"));
        least.setStepButtonsVisible(true);
        least.setMin(1);
        least.setMax(100);
        least.setValue(present.atLeast());
        least.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                set(new VotePolicy(now().mode(), change.getValue(), now().percent(), now().required()));
            }
        });
        number = new Div(least, measure);
        number.addClassName("mw-flow-pair");
        required.setWidthFull();
        required.setItemLabelGenerator(PersonRef::name);
        required.setItems(new CallbackDataProvider<>(
                query -> editors.findPeople(query.getFilter().orElse(""), OFFERED).stream()
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> editors.findPeople(query.getFilter().orElse(""), OFFERED)
                        .size()));
        required.setValue(new LinkedHashSet<>(present.required()));
        required.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                set(new VotePolicy(now().mode(), now().atLeast(), now().percent(), List.copyOf(change.getValue())));
            }
        });
        getContent().addClassName("mw-flow-stack");
        getContent().add(modes, number, required);
        show();
    }

    private VotePolicy now() {
        return value.get();
    }

    private void set(VotePolicy policy) {
        value.set(policy);
        show();
    }

    /** A number of people is hardly ever meant as a share as well, nor the other way round. */
    private void count(boolean percent) {
        int usual = percent ? HALF : 1;
        least.setValue(usual);
        set(new VotePolicy(now().mode(), usual, percent, now().required()));
    }

    private void show() {
        number.setVisible(now().mode() == Mode.AT_LEAST);
        required.setVisible(now().mode() == Mode.AT_LEAST || !now().required().isEmpty());
    }
}
