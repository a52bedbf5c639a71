package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every part of a form that the scan of the application finds. */
class FormPartsTests {

    private final DefinitionCodec codec = new DefinitionCodec();
    private final FormPartTypes parts = scan();

    @Test
    void noneIsTakenForAField() {
        FieldTypes types = fields();
        assertThat(parts.all())
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(types.find(part.key())).isEmpty());
    }

    @Test
    void noneSharesAPlaceInThePaletteWithAnother() {
        FieldTypes types = fields();
        assertThat(Stream.concat(
                        types.all().stream().map(type -> type.descriptor().order()),
                        parts.all().stream().map(part -> part.descriptor().order())))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachIsNamedInBothLanguages() {
        assertThat(parts.all()).allSatisfy(part -> {
            assertThat(part.descriptor().label().in(Locale.ENGLISH)).isNotBlank();
            assertThat(part.descriptor().help().in(Locale.CHINESE))
                    .isNotEqualTo(part.descriptor().help().in(Locale.ENGLISH));
        });
    }

    @Test
    void eachSurvivesBeingKept() {
        assertThat(parts.all()).allSatisfy(this::survives);
    }

    private <C> void survives(FormPartType<C> part) {
        C config = part.defaultConfig();
        assertThat(codec.settings(part, (ObjectNode) codec.tree(config))).isEqualTo(config);
    }

    private static FormPartTypes scan() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(FormPartTypes.class);
            context.scan("dev.millwright.form.part");
            context.refresh();
            return context.getBean(FormPartTypes.class);
        }
    }

    private static FieldTypes fields() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(BusinessTime.class, () -> new BusinessTime(Clock.systemUTC(), ZoneOffset.UTC));
            context.scan("dev.millwright.field");
            context.refresh();
            return context.getBean(FieldTypes.class);
        }
    }
}
