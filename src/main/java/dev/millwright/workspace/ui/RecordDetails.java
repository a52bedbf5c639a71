package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.Token;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The values of a record to read, arranged as the form is. */
final class RecordDetails extends Composite<Div> {

    private final PublishedForm form;
    private final Predicate<String> hidden;
    private final Map<String, Object> values;
    private final ScreenEditorContext context;
    private final PartContext parts;
    private final Optional<UnaryOperator<String>> unmask;

    /**
     * @param hidden tells by its key which part of the form is not to be seen in this record
     * @param parts what shows the parts of the form
     * @param unmask gives an encrypted text by the key of its field; nothing for those who may not see any
     */
    RecordDetails(
            PublishedForm form,
            Predicate<String> hidden,
            Map<String, Object> values,
            ScreenEditorContext context,
            PartContext parts,
            Optional<UnaryOperator<String>> unmask) {
        this.unmask = unmask;
        this.parts = parts;
        this.form = form;
        this.hidden = hidden;
        this.values = values;
        this.context = context;
        getContent().addClassNames("mw-entry", "mw-details");
        form.definition().sections().forEach(this::add);
    }

    /** What nobody sees a field of is left out. */
    private void add(SectionDefinition section) {
        Div area = new Div();
        area.addClassName("mw-entry-section");
        for (RowDefinition row : section.rows()) {
            Div line = new Div();
            line.addClassName("mw-entry-row");
            line.getElement()
                    .setAttribute("data-columns", String.valueOf(row.fields().size()));
            for (FieldDefinition field : row.fields()) {
                form.field(field.id()).ifPresent(bound -> line.add(cell(bound)));
                form.part(field.id()).filter(part -> !hidden.test(part.key())).ifPresent(part -> line.add(cell(part)));
            }
            if (line.getComponentCount() > 0) {
                area.add(line);
            }
        }
        if (area.getComponentCount() > 0) {
            if (!section.title().isBlank()) {
                area.addComponentAsFirst(new H3(section.title()));
            }
            getContent().add(area);
        }
    }

    private Component cell(PublishedPart<?> part) {
        Div cell = new Div(FormPartType.shown(part, parts));
        cell.addClassName("mw-entry-cell");
        cell.getElement().setAttribute("data-part", part.key());
        return cell;
    }

    private Component cell(PublishedField<?, ?> field) {
        Span label = new Span(field.label());
        label.addClassName("mw-details-label");
        Div cell = new Div(label, value(field, values.get(field.key())));
        cell.addClassName("mw-entry-cell");
        cell.getElement().setAttribute("data-field", field.key());
        return cell;
    }

    private Component value(PublishedField<?, ?> field, @Nullable Object value) {
        Div shown = new Div();
        shown.addClassName("mw-details-value");
        if (value == null) {
            shown.setText(t("record.details.empty"));
            shown.addClassName("mw-details-none");
            return shown;
        }
        if (field.type().isShownByEditor()) {
            shown.add(editor(field, value));
            return shown;
        }
        if (value instanceof RecordRefs links) {
            shown.add(links(field, links));
            return shown;
        }
        Optional<String> address = address(field, value);
        List<Token> tokens = field.tokens(value, context.format());
        if (address.isPresent()) {
            shown.add(new Anchor(
                    address.get(),
                    String.join(", ", tokens.stream().map(Token::text).toList())));
        } else {
            tokens.forEach(token -> shown.add(piece(token)));
        }
        if (field.type().isSealed()) {
            unmask.ifPresent(by -> shown.add(unmasking(field, tokens, shown, by)));
        }
        return shown;
    }

    /** Shows the text in place of its mask, and hides it again. */
    private Button unmasking(PublishedField<?, ?> field, List<Token> mask, Div shown, UnaryOperator<String> by) {
        Button button = new Button(Icons.of("vaadin:eye"));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(t("record.details.unmask", field.label()));
        button.setTooltipText(t("record.details.unmaskTold"));
        boolean[] open = new boolean[1];
        button.addClickListener(click -> {
            String text = open[0] ? null : by.apply(field.key());
            open[0] = text != null;
            shown.removeAll();
            if (text == null) {
                mask.forEach(token -> shown.add(piece(token)));
            } else {
                shown.add(new Span(text));
            }
            button.setIcon(Icons.of(open[0] ? "vaadin:eye-slash" : "vaadin:eye"));
            button.setAriaLabel(t(open[0] ? "record.details.mask" : "record.details.unmask", field.label()));
            shown.add(button);
        });
        return button;
    }

    /** Each by its title, leading to its page. */
    private Component links(PublishedField<?, ?> field, RecordRefs links) {
        Div all = new Div();
        all.addClassName("mw-details-links");
        String separate = field.format(links, context.format());
        all.getElement().setAttribute("aria-label", separate);
        for (RecordRef link : links.records()) {
            String title = link.title();
            UUID id = link.id();
            Optional<String> address = id == null || title == null
                    ? Optional.empty()
                    : field.targetOfMany().flatMap(target -> context.addressOf(target, id));
            Component one = address.<Component>map(to -> new Anchor(to, title))
                    .orElseGet(() -> new Span(title == null ? t("record.history.several.hidden") : title));
            one.addClassName("mw-details-link");
            all.add(one);
        }
        return all;
    }

    /** As their editor shows them, without anything to change. */
    private <V> Component editor(PublishedField<?, V> field, Object value) {
        FieldEditor<V> editor = field.bare(context);
        editor.setReadOnly(true);
        editor.setValue(field.type().valueType().cast(value));
        return editor.component();
    }

    private Optional<String> address(PublishedField<?, ?> field, Object value) {
        if (!(value instanceof RecordRef ref)) {
            return Optional.empty();
        }
        UUID id = ref.id();
        return id == null || ref.title() == null
                ? Optional.empty()
                : field.target().flatMap(target -> context.addressOf(target, id));
    }

    static Component piece(Token token) {
        String address = token.address();
        if (address != null) {
            Anchor link = new Anchor(address, token.text());
            link.setTarget(AnchorTarget.BLANK);
            link.getElement().setAttribute("rel", "noopener noreferrer");
            return link;
        }
        String picture = token.picture();
        if (picture != null) {
            Image drawn = new Image(picture, token.text());
            drawn.addClassName("mw-piece-drawn");
            return drawn;
        }
        Span text = new Span(token.text());
        String colour = token.colour();
        String icon = token.icon();
        if (colour != null) {
            text.addClassName("mw-badge");
            text.getElement().setAttribute("data-colour", colour);
        }
        return icon == null ? text : new Span(Icons.of(icon), text);
    }
}
