package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.type.TableElementType.Column;
import dev.millwright.print.type.TableElementType.Config;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TableElementTypeTests {

    private static final Naming NAMES = new Naming() {
        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }

        @Override
        public String label(String path) {
            return path.equals("customer.name") ? "Customer · Name" : path;
        }

        @Override
        public String labelled(String text) {
            return text;
        }
    };

    private final TableElementType type = new TableElementType();

    private static Column column(String path, String label, double width) {
        return new Column(path, label, width, TextAlign.LEFT, TextFormat.USUAL, false);
    }

    @Test
    void headsColumnsByTheLastOfTheirLabels() {
        Config config = new Config(
                "", List.of(column("customer.name", "", 1), column("price", "Cost", 3)), false, false, 9L, "#eef2f7");
        assertThat(type.preview(config, NAMES))
                .isInstanceOfSatisfying(
                        Preview.Grid.class,
                        grid -> assertThat(grid.heads())
                                .containsExactly(
                                        new Preview.Head("Name", 25, TextAlign.LEFT),
                                        new Preview.Head("Cost", 75, TextAlign.LEFT)));
    }

    @Test
    void countsRowsInAColumnOfItsOwn() {
        Config config = new Config("", List.of(column("price", "", 1)), true, true, 9L, "#eef2f7");
        assertThat(type.preview(config, NAMES))
                .isInstanceOfSatisfying(
                        Preview.Grid.class,
                        grid -> assertThat(grid.heads().getFirst().text()).isEqualTo("No."));
        assertThat(config.totals()).isTrue();
    }
}
