package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.NotSignedInException;
import dev.millwright.identity.Preferences;
import dev.millwright.testing.Database;
import dev.millwright.testing.TestPeople;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcPreferencesIntegrationTests {

    private record Columns(List<String> shown, int width) {}

    private final CurrentPerson currentPerson = new SecurityCurrentPerson();
    private final DataSource dataSource = Database.create().dataSource();
    private final Preferences preferences =
            new JdbcPreferences(currentPerson, JdbcClient.create(dataSource), JsonMapper.shared());

    @BeforeAll
    void table() {
        JdbcClient.create(dataSource).sql("create schema platform").update();
        new ResourceDatabasePopulator(new ClassPathResource("/db/migration/V300__preference.sql")).execute(dataSource);
    }

    @Test
    void remembersForEachPersonApart() {
        currentPerson.run(TestPeople.SAM, () -> preferences.write(Preferences.LANGUAGE, "zh-CN"));
        currentPerson.run(TestPeople.MIA, () -> preferences.write(Preferences.LANGUAGE, "en"));

        assertThat(currentPerson.as(TestPeople.SAM, () -> preferences.read(Preferences.LANGUAGE, String.class)))
                .hasValue("zh-CN");
        assertThat(currentPerson.as(TestPeople.DANA, () -> preferences.read(Preferences.LANGUAGE, String.class)))
                .isEmpty();
    }

    @Test
    void remembersTheLatestOfAnyShape() {
        Columns wide = new Columns(List.of("序列号", "status"), 40);

        currentPerson.run(TestPeople.SAM, () -> preferences.write("list", new Columns(List.of(), 1)));
        currentPerson.run(TestPeople.SAM, () -> preferences.write("list", wide));

        assertThat(currentPerson.as(TestPeople.SAM, () -> preferences.read("list", Columns.class)))
                .hasValue(wide);
    }

    @Test
    void startsAfreshWhenTheShapeHasChanged() {
        currentPerson.run(TestPeople.SAM, () -> preferences.write("shape", List.of(1, 2)));

        assertThat(currentPerson.as(TestPeople.SAM, () -> preferences.read("shape", Columns.class)))
                .isEmpty();
    }

    @Test
    void knowsNothingOfNobody() {
        assertThatExceptionOfType(NotSignedInException.class)
                .isThrownBy(() -> preferences.read(Preferences.THEME, String.class));
    }
}
