package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.field.PersonRef;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something to say, in which people are called by an @ and part of their name. */
final class CommentBox extends Composite<Div> {

    /**
     * Chinese is written without spaces, so a call may follow a word at once; only behind what an e-mail address begins with it is none. A name
     * goes up to what ends it in a sentence.
     */
    private static final Pattern CALLS = Pattern.compile("(?<![A-Za-z0-9._%+-])[@＠]([^\\s@＠，。！？；：、（）,!?;:()]{1,40})");

    /** The last one, of which nothing may be typed yet. */
    private static final Pattern CALLING =
            Pattern.compile("(?<![A-Za-z0-9._%+-])[@＠]([^\\s@＠，。！？；：、（）,!?;:()]{0,40})$");

    private static final int SUGGESTIONS = 5;
    private static final int MOST_CALLS = 20;
    private static final int LONGEST = 4_000;
    private static final int LONGEST_CHINESE_NAME = 4;

    private final FlowScreens screens;
    private final TextArea text = new TextArea();
    private final Div found = new Div();
    private final Map<String, PersonRef> called = new LinkedHashMap<>();

    CommentBox(FlowScreens screens, String label) {
        this.screens = screens;
        text.setLabel(label);
        text.setPlaceholder(t("work.comment.hint"));
        text.setWidthFull();
        text.setMinRows(2);
        text.setMaxLength(LONGEST);
        text.setManualValidation(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(change -> {
            text.setInvalid(false);
            suggest(change.getValue());
        });
        found.addClassName("mw-mentions");
        found.setVisible(false);
        getContent().add(text, found);
        getContent().addClassName("mw-comment-box");
    }

    private void suggest(String typed) {
        found.removeAll();
        Matcher calling = CALLING.matcher(typed);
        if (calling.find()) {
            for (PersonRef person : screens.editors().findPeople(calling.group(1), 0, SUGGESTIONS)) {
                Button pick = new Button("@" + person.name(), click -> call(calling.start(1), person));
                pick.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
                found.add(pick);
            }
        }
        found.setVisible(found.getComponentCount() > 0);
    }

    private void call(int at, PersonRef person) {
        called.put("@" + person.name(), person);
        String typed = text.getValue();
        text.setValue(typed.substring(0, Math.min(at, typed.length()) - 1) + "@" + person.name() + " ");
        found.setVisible(false);
        text.focus();
    }

    void focus() {
        text.focus();
    }

    String text() {
        return text.getValue().strip();
    }

    /**
     * Those who were called and are still named, also by typing alone what names just one person.
     *
     * @return nothing when a name may mean several people; the box says so then
     */
    Optional<List<PersonRef>> mentioned() {
        String typed = text.getValue();
        Set<PersonRef> people = new LinkedHashSet<>();
        Matcher calls = CALLS.matcher(typed);
        for (int read = 0; calls.find(); read++) {
            if (read == MOST_CALLS) {
                refuse(t("work.comment.tooMany", MOST_CALLS));
                return Optional.empty();
            }
            String rest = typed.substring(calls.start(1));
            PersonRef chosen = called.values().stream()
                    .filter(person -> isCalled(person, rest))
                    .findFirst()
                    .orElse(null);
            if (chosen != null) {
                people.add(chosen);
                continue;
            }
            List<PersonRef> meant = meant(calls.group(1));
            List<PersonRef> named =
                    meant.stream().filter(person -> isCalled(person, rest)).toList();
            if (named.size() == 1 || meant.size() == 1) {
                people.add(named.size() == 1 ? named.getFirst() : meant.getFirst());
            } else if (!meant.isEmpty()) {
                refuse(t("work.comment.whom", calls.group(1)));
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(people));
    }

    /** A name, and not the beginning of a longer one. */
    private static boolean isCalled(PersonRef person, String rest) {
        int end = person.name().length();
        return rest.startsWith(person.name())
                && (rest.length() == end
                        || !Character.isLetterOrDigit(rest.codePointAt(end))
                        || Character.isIdeographic(rest.codePointBefore(end))
                        || Character.isIdeographic(rest.codePointAt(end)));
    }

    /** Whom a typed name may mean. Chinese goes on without a space, so the longest beginning counts that is anybody's name. */
    private List<PersonRef> meant(String typed) {
        List<PersonRef> people = screens.editors().findPeople(typed, 0, SUGGESTIONS);
        int latin = 0;
        while (latin < typed.length() && !Character.isIdeographic(typed.codePointAt(latin))) {
            latin++;
        }
        if (people.isEmpty() && latin > 0 && latin < typed.length()) {
            return screens.editors().findPeople(typed.substring(0, latin), 0, SUGGESTIONS);
        }
        int longest =
                Character.isIdeographic(typed.codePointAt(0)) ? Math.min(LONGEST_CHINESE_NAME, typed.length() - 1) : 0;
        for (int length = longest; people.isEmpty() && length > 1; length--) {
            people = screens.editors().findPeople(typed.substring(0, length), 0, SUGGESTIONS);
        }
        return people;
    }

    void refuse(String why) {
        text.setErrorMessage(why);
        text.setInvalid(true);
        text.focus();
    }

    void clear() {
        text.clear();
        called.clear();
    }
}
