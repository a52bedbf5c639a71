package dev.millwright.field.type;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.data.binder.Result;
import dev.millwright.field.EditorContext;
import dev.millwright.field.ValueFormatException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picker of dates that keeps what was typed into it and is no date. */
final class TypedDate extends DatePicker {

    private static final String TYPED = "_inputElementValue";

    /** Days from today, as people say them in both languages. */
    private static final Map<String, Integer> DAYS =
            Map.of("昨天", -1, "今天", 0, "今日", 0, "明天", 1, "后天", 2, "yesterday", -1, "today", 0, "tomorrow", 1);

    TypedDate(EditorContext context) {
        setI18n(PickerTexts.in(context.locale(), context.texts()));
        setFallbackParser(typed ->
                read(typed, context.today()).map(Result::ok).orElseGet(() -> Result.error("field.error.noDate")));
    }

    static Optional<LocalDate> read(String typed, LocalDate today) {
        return Dates.read(typed)
                .or(() -> Optional.ofNullable(DAYS.get(typed.strip().toLowerCase(Locale.ROOT)))
                        .map(today::plusDays));
    }

    /** What was typed and is no date; null for nothing. */
    @Nullable String unread() {
        return isInputUnparsable() ? getElement().getProperty(TYPED, "") : null;
    }

    void showUnread(String typed) {
        setValue(null);
        getElement().setProperty(TYPED, typed);
        setModelValue(null, true);
        // The input may only be there after the picker, and has to know that what stands in it is no date already.
        getElement()
                .executeJs(
                        "setTimeout(() => { this._inputElementValue = $0; this.__committedUnparsableValue = $0; })",
                        typed);
    }

    /** Called when what was typed is no date, or no longer. */
    void onUnread(Runnable listener) {
        getElement().addEventListener("unparsable-change", event -> listener.run());
    }

    /** @throws ValueFormatException when what was typed is no date */
    void refuseUnread() {
        String typed = unread();
        if (typed != null) {
            throw new ValueFormatException("field.error.noDate", Typed.quoted(typed));
        }
    }
}
