package dev.millwright.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.ZoneId;
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
