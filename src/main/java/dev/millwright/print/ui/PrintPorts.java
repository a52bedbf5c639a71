package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.extension.PropertyContext;
import dev.millwright.print.internal.FormNames;
import dev.millwright.print.internal.PrintDrafts;
import dev.millwright.print.spi.PrintPort;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the settings of an element may ask, answered for one template. */
record PrintPorts(String app, FormNames names, PrintDrafts drafts, Texts texts, Locale locale)
        implements PropertyContext, PrintPort {

    @Override
    public <P> Optional<P> port(Class<P> type) {
        return type == PrintPort.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public List<Option> values() {
        return options(names);
    }

    private static List<Option> options(FormNames of) {
        return of.choices().stream()
                .map(choice -> new Option(choice.path(), choice.label()))
                .toList();
    }

    @Override
    public List<Option> sources() {
        List<Option> sources = new ArrayList<>();
        sources.add(new Option("", t("print.rows.printed")));
        names.linking().forEach(linking -> sources.add(new Option(linking.path(), linking.label())));
        return sources;
    }

    @Override
    public List<Option> values(String source) {
        return source.isEmpty()
                ? values()
                : names.linking(source)
                        .map(linking -> options(names.of(linking.form())))
                        .orElse(List.of());
    }

    @Override
    public List<Option> pictures() {
        return drafts.pictures(app).stream()
                .flatMap(picture -> Stream.of(new Option(picture.id().toString(), picture.label())))
                .toList();
    }

    @Override
    public Kept keepPicture(String name, byte[] content) {
        return drafts.keepPicture(app, name, content);
    }
}
