package dev.millwright.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import dev.millwright.flow.FlowInstance;
import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The contract, tried on every field type that the scan of the application finds. */
@ViewPackages(classes = FieldTypesIntegrationTests.class)
class FieldTypesIntegrationTests extends FieldTypeContract {

    private final FieldTypes types = scan();

    @Override
    FieldTypes types() {
        return types;
    }

    @Test
    void findsTypes() {
        assertThat(types.all()).hasSizeGreaterThan(10);
    }

    @Test
    void noTwoShareAPlaceInThePalette() {
        assertThat(types.all()).extracting(type -> type.descriptor().order()).doesNotHaveDuplicates();
    }

    @Test
    void whereARunStandsHasAnOption() {
        Stream<String> standings = Stream.concat(
                Arrays.stream(FlowInstance.Phase.values())
                        .filter(phase -> phase != FlowInstance.Phase.ENDED)
                        .map(phase -> phase.name().toLowerCase(Locale.ROOT)),
                Stream.of("accepted", "rejected", "cancelled", "changed", "suspended", "failed"));
        assertThat(options(types.find("flow-state").orElseThrow())).containsAll(standings.toList());
    }

    private static <C> List<String> options(FieldType<C, ?> type) {
        return type.options(type.defaultConfig()).stream()
                .map(ChoiceOption::key)
                .toList();
    }

    private static FieldTypes scan() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(
                    BusinessTime.class, () -> new BusinessTime(Clock.systemUTC(), ZoneId.of("Asia/Shanghai")));
            context.scan(FieldTypes.class.getPackageName(), "dev.millwright.flow.field");
            context.refresh();
            return context.getBean(FieldTypes.class);
        }
    }
}
