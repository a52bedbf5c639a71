package dev.millwright.form.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A text to read: how to fill the form, what to watch for. */
@Component
class NotePartType implements FormPartType<NotePartType.Config> {

    private static final int LONGEST = 4_000;
    private static final Label TEXT = Label.of("Text", "文字");

    /** How much it stands out. */
    enum Tone {
        PLAIN,
        HINT,
        WARNING
    }

    /**
     * @param description the text, as plain text; named like the other texts that are translated
     */
    record Config(@Nullable String description, @Nullable Tone tone) {

        String text() {
            return description == null ? "" : description;
        }

        Tone look() {
            return tone == null ? Tone.PLAIN : tone;
        }
    }

    @Override
    public String key() {
        return "note";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Note", "说明文字"),
                Label.of("A text to read while filling the form", "填写表单时显示的说明"),
                "vaadin:info-circle-o",
                Groups.LAYOUT,
                Groups.FIRST_LAYOUT);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", Tone.HINT);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                                "description",
                                TEXT,
                                new PropertyKind.Text(LONGEST, true),
                                Config::text,
                                (config, text) -> new Config(text, config.tone()))
                        .asContent(),
                ConfigProperty.of(
                        "tone",
                        Label.of("Look", "样式"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option(Tone.PLAIN.name(), Label.of("Plain", "普通")),
                                new PropertyKind.Choice.Option(Tone.HINT.name(), Label.of("Hint", "提示")),
                                new PropertyKind.Choice.Option(Tone.WARNING.name(), Label.of("Warning", "注意")))),
                        config -> config.look().name(),
                        (config, tone) -> new Config(config.description(), Tone.valueOf(tone))));
    }

    @Override
    public Problems validate(Config config) {
        return config.text().length() > LONGEST
                ? Problems.of(Problem.error("form.problem.tooLong", "description", LONGEST))
                : Problems.NONE;
    }

    @Override
    public com.vaadin.flow.component.Component show(Config config, FieldDefinition part, PartContext context) {
        Div note = new Div();
        note.addClassName("mw-part-note");
        note.getElement().setAttribute("data-tone", config.look().name().toLowerCase(java.util.Locale.ROOT));
        if (!part.label().isBlank()) {
            Span heading = new Span(part.label());
            heading.addClassName("mw-part-heading");
            note.add(heading);
        }
        Div text = new Div(config.text());
        text.addClassName("mw-part-text");
        note.add(text);
        return note;
    }
}
