package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.LinkNarrowing;
import dev.millwright.shared.Label;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a form a link may lead to, as one setting: with another form its editor is another.
 *
 * @param form null until the designer has chosen one
 * @param condition empty for all records
 */
record LinkOptions(@Nullable UUID form, String condition) {

    static final Label LABEL = Label.of("Offer only records where", "仅可选择满足以下条件的记录");

    /** As a configuration has it, which without a condition is the one that it was before there were any. */
    @Nullable String kept() {
        return condition.isBlank() ? null : condition.strip();
    }

    static Component editor(PropertyContext context, PropertyKind.ValueAccess<LinkOptions> value) {
        UUID form = value.get().form();
        return form == null
                ? new Div()
                : context.port(LinkNarrowing.class)
                        .map(port -> port.editor(form, LABEL.in(context.locale()), new PropertyKind.ValueAccess<>() {
                            @Override
                            public String get() {
                                return value.get().condition();
                            }

                            @Override
                            public void set(String condition) {
                                value.set(new LinkOptions(form, condition));
                            }
                        }))
                        .orElseGet(Div::new);
    }
}
