package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextArea;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.Tasks.Target;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.ui.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks for what an action needs before it is done: a reason, people, where to. */
final class ActionDialog extends Dialog {

    private final Div content = new Div();
    private final Button confirm = new Button();
    private final TextArea reason = new TextArea();
    private @Nullable Runnable focus;
    private boolean reasonNeeded;
    private String reasonMissing = "";
    private @Nullable PeopleBox people;
    private @Nullable RadioButtonGroup<Place> places;
    private @Nullable RadioButtonGroup<Boolean> straight;
    private @Nullable RadioButtonGroup<Boolean> before;

    /**
     * What was answered.
     *
     * @param to null for the first of the places: the starter, or the end
     * @param straightBack whether it comes straight back
     * @param before whether added people are asked before the person
     */
    record Answer(
            String reason, List<PersonRef> people, @Nullable UUID to, boolean straightBack, boolean before) {}

    private record Place(String label, @Nullable UUID node) {}

    /** @param done does it; false when it was refused and the dialog stays */
    ActionDialog(String title, String text, String action, Predicate<Answer> done) {
        setHeaderTitle(title);
        setWidth("30rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-action-dialog");
        content.addClassName("mw-stack");
        if (!text.isBlank()) {
            content.add(new Paragraph(text));
        }
        reason.setWidthFull();
        reason.setMinRows(2);
        add(content);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        confirm.setText(action);
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        confirm.setDisableOnClick(true);
        confirm.addClickListener(click -> {
            try {
                answer().filter(done).ifPresent(answered -> close());
            } catch (DomainException refusal) {
                refuse(refusal);
            } finally {
                confirm.setEnabled(true);
            }
        });
        getFooter().add(cancel, confirm);
        addOpenedChangeListener(change -> {
            Runnable first = focus;
            if (change.isOpened() && first != null) {
                first.run();
            }
        });
    }

    ActionDialog danger() {
        confirm.addThemeVariants(ButtonVariant.LUMO_ERROR);
        return this;
    }

    /** Asks why. */
    ActionDialog withReason(boolean needed) {
        return withText("work.reason.", needed);
    }

    /** Asks what the person has to say to it. */
    ActionDialog withOpinion(boolean needed) {
        return withText("work.opinion.", needed);
    }

    private ActionDialog withText(String texts, boolean needed) {
        reasonNeeded = needed;
        reasonMissing = t(texts + "missing");
        reason.setLabel(t(texts + (needed ? "needed" : "optional")));
        reason.setRequiredIndicatorVisible(needed);
        reason.setManualValidation(true);
        reason.addValueChangeListener(change -> reason.setInvalid(false));
        UnsaidText.keep(this, reason);
        if (focus == null) {
            focus = reason::focus;
        }
        content.add(reason);
        return this;
    }

    ActionDialog withPeople(FlowScreens screens, String label, int most) {
        PeopleBox box = new PeopleBox(screens, label, most);
        people = box;
        focus = box::focus;
        content.add(box);
        return this;
    }

    /** @param first what stands for no node: the starter, or the end */
    ActionDialog withPlaces(String label, String first, List<Target> targets) {
        List<Place> all = new ArrayList<>();
        all.add(new Place(first, null));
        targets.forEach(target -> all.add(new Place(target.label(), target.node())));
        RadioButtonGroup<Place> group = new RadioButtonGroup<>(label);
        group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        group.setItems(all);
        group.setItemLabelGenerator(Place::label);
        group.setValue(all.getFirst());
        places = group;
        content.add(group);
        return this;
    }

    ActionDialog withSteps(String label, List<Target> steps) {
        RadioButtonGroup<Place> group = new RadioButtonGroup<>(label);
        group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        List<Place> all =
                steps.stream().map(step -> new Place(step.label(), step.node())).toList();
        group.setItems(all);
        group.setItemLabelGenerator(Place::label);
        group.setValue(all.getFirst());
        places = group;
        content.add(group);
        return this;
    }

    ActionDialog withWayBack() {
        straight = choice(t("work.return.then"), t("work.return.again"), t("work.return.straight"));
        content.add(straight);
        return this;
    }

    ActionDialog withTurn() {
        before = choice(t("work.addSigner.when"), t("work.addSigner.after"), t("work.addSigner.before"));
        before.setValue(true);
        content.add(before);
        return this;
    }

    private static RadioButtonGroup<Boolean> choice(String label, String no, String yes) {
        RadioButtonGroup<Boolean> group = new RadioButtonGroup<>(label);
        group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        group.setItems(false, true);
        group.setItemLabelGenerator(one -> one ? yes : no);
        group.setValue(false);
        return group;
    }

    private Optional<Answer> answer() {
        String typed = reason.getValue().strip();
        boolean mute = reasonNeeded && typed.isEmpty();
        if (mute) {
            reason.setErrorMessage(reasonMissing);
            reason.setInvalid(true);
            reason.focus();
        }
        PeopleBox box = people;
        List<PersonRef> picked = box == null ? List.of() : box.people();
        boolean nobody = box != null && picked.isEmpty();
        if (box != null && nobody) {
            box.refuse(t("work.people.missing"));
        }
        if (mute || nobody) {
            return Optional.empty();
        }
        RadioButtonGroup<Place> where = places;
        Place place = where == null ? null : where.getValue();
        return Optional.of(
                new Answer(typed, picked, place == null ? null : place.node(), chosen(straight), chosen(before)));
    }

    private static boolean chosen(@Nullable RadioButtonGroup<Boolean> group) {
        return group != null && Boolean.TRUE.equals(group.getValue());
    }

    private void refuse(DomainException refusal) {
        String words = refusal instanceof HasProblems many ? FlowScreens.words(many.problems()) : t(refusal);
        PeopleBox box = people;
        if (box != null) {
            box.refuse(words);
        } else {
            Notices.error(words);
        }
    }
}
