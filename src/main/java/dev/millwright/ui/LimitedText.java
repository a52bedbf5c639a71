package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasSuffix;
import com.vaadin.flow.component.shared.HasValidationProperties;
import dev.millwright.extension.CountedText;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A text of a design that says how long it may be; what is too long stays as it was typed, is refused in words, and is not handed out. */
public final class LimitedText {

    /** @param longest in characters */
    private record Limit(int longest) {}

    private LimitedText() {}

    /**
     * @param longest in characters
     * @param typed hears what fits, each time a person changed it
     */
    public static <F extends Component & HasSuffix & HasValidationProperties & HasValue<?, String>> F upTo(
            int longest, F field, Consumer<String> typed) {
        ComponentUtil.setData(field, Limit.class, new Limit(longest));
        CountedText.upTo(longest, field);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                showProblem(field, null);
                if (fits(field)) {
                    typed.accept(change.getValue());
                }
            }
        });
        return field;
    }

    /** Whether it shows what may be handed out. */
    public static <F extends Component & HasValue<?, String>> boolean fits(F field) {
        Limit limit = ComponentUtil.getData(field, Limit.class);
        return limit == null || field.getValue().length() <= limit.longest();
    }

    /** Shows what was changed elsewhere; what is typed and too long stays in sight of the person until it is shortened. */
    public static <F extends Component & HasValue<?, String>> void show(F field, String value) {
        if (fits(field) && !Objects.equals(field.getValue(), value)) {
            field.setValue(value);
        }
    }

    /** Shows what is wrong with the text: that it is too long before anything else. */
    public static <F extends Component & HasValidationProperties & HasValue<?, String>> void showProblem(
            F field, @Nullable String problem) {
        Limit limit = ComponentUtil.getData(field, Limit.class);
        String words = limit == null || fits(field) ? problem : t("ui.text.tooLong", limit.longest());
        field.setErrorMessage(words);
        field.setInvalid(words != null);
    }
}
