package dev.millwright.print.internal;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.Arrangement;
import dev.millwright.print.Picture;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Print templates as part of an app. */
@Component
@Order(600)
class PrintKind implements DefinitionKind<PrintTemplate> {

    static final UUID NO_FORM = new UUID(0, 0);

    private final PrintValidation validation;
    private final PrintPictures pictures;
    private final FieldResolver resolver;
    private final Texts texts;

    PrintKind(PrintValidation validation, PrintPictures pictures, FieldResolver resolver, Texts texts) {
        this.validation = validation;
        this.pictures = pictures;
        this.resolver = resolver;
        this.texts = texts;
    }

    @Override
    public String key() {
        return PrintTemplate.KIND;
    }

    @Override
    public Label label() {
        return Label.of("Print template", "打印模板");
    }

    @Override
    public Class<PrintTemplate> type() {
        return PrintTemplate.class;
    }

    @Override
    public UUID idOf(PrintTemplate template) {
        return template.id();
    }

    @Override
    public String keyOf(PrintTemplate template) {
        return template.key();
    }

    @Override
    public String labelOf(PrintTemplate template) {
        return template.label();
    }

    @Override
    public PrintTemplate empty(UUID id, String key, String label) {
        return new PrintTemplate(id, key, label, NO_FORM, PrintPage.A4, Arrangement.CARDS, "", List.of(), null);
    }

    @Override
    public Problems validate(@Nullable PrintTemplate published, PrintTemplate draft, PublishContext context) {
        Forms forms = new Forms() {
            @Override
            public Optional<FormDefinition> form(UUID id) {
                return context.find(FormDefinition.KIND, id, FormDefinition.class)
                        .map(PublishContext.Found::definition);
            }

            @Override
            public List<FormDefinition> ofApp() {
                return context.siblings(FormDefinition.KIND, FormDefinition.class);
            }
        };
        Problems problems = validation.validate(
                published,
                draft,
                forms.form(draft.form()).map(form -> new FormNames(form, forms, resolver, texts, Locale.ENGLISH)),
                context.siblings(Picture.KIND, Picture.class).stream()
                        .map(Picture::id)
                        .collect(Collectors.toSet()));
        boolean twice = context.siblings(PrintTemplate.KIND, PrintTemplate.class).stream()
                .anyMatch(other -> !other.id().equals(draft.id()) && other.key().equals(draft.key()));
        return twice ? problems.and(PrintValidation.twice(draft)) : problems;
    }

    @Override
    public List<Reference> references(PrintTemplate template) {
        return Stream.concat(
                        Stream.of(template.form())
                                .filter(form -> !form.equals(NO_FORM))
                                .map(form -> new Reference(FormDefinition.KIND, form)),
                        pictures.of(template).map(picture -> new Reference(Picture.KIND, picture)))
                .distinct()
                .toList();
    }

    @Override
    public List<Change> changes(@Nullable PrintTemplate published, PrintTemplate draft, PublishContext context) {
        if (published == null) {
            return List.of(new Change("print.change.added", List.of(draft.label()), null));
        }
        if (published.equals(draft)) {
            return List.of();
        }
        boolean jrxml = !Objects.equals(published.jrxml(), draft.jrxml());
        return List.of(new Change(jrxml ? "print.change.jrxml" : "print.change.changed", List.of(draft.label()), null));
    }
}
