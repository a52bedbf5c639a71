package dev.millwright.trial.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.trial.sample.SampleFiles.Data;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SampleFilesTests {

    private static final Pattern SHOWN =
            Pattern.compile("\"(label|title|help|placeholder|description|unit)\":\"([^\"]+)\"");

    private final SampleFiles english = new SampleFiles(Locale.ENGLISH);
    private final SampleFiles chinese = new SampleFiles(Locale.SIMPLIFIED_CHINESE);

    @Test
    void leavesNoEnglishWordInTheChineseApp() {
        for (String file : SampleFiles.DESIGN) {
            assertThat(SHOWN.matcher(chinese.translated(file).toString())
                            .results()
                            .map(found -> found.group(2)))
                    .filteredOn(text -> !text.matches("(WO-…|WH1-A-01)"))
                    .allMatch(text -> text.codePoints().anyMatch(Character::isIdeographic));
        }
        assertThat(chinese.translated("app.json").get("label").stringValue()).isEqualTo("序列号管理");
        assertThat(english.translated("app.json").get("label").stringValue()).isEqualTo("Serial numbers");
    }

    @Test
    void differsInWordsOnly() {
        for (String file : SampleFiles.DESIGN) {
            assertThat(SHOWN.matcher(chinese.translated(file).toString()).replaceAll(""))
                    .isEqualTo(
                            SHOWN.matcher(english.translated(file).toString()).replaceAll(""));
        }
    }

    @Test
    void speaksTheOtherLanguageToo() {
        assertThat(english.otherWords().get("words").get("In stock").stringValue())
                .isEqualTo("在库");
        var words = chinese.otherWords().get("words");
        assertThat(words.get("在库").stringValue()).isEqualTo("In stock");
        assertThat(words.size())
                .as("no two English texts have one Chinese text")
                .isEqualTo(english.otherWords().get("words").size());
    }

    @Test
    void hasTheSameDataInBothLanguages() {
        Data here = english.data();
        Data there = chinese.data();
        assertThat(there.products()).extracting(SampleFiles.Product::model).isEqualTo(models(here));
        assertThat(there.places()).extracting(SampleFiles.Place::code).hasSameSizeAs(here.places());
        assertThat(there.customers()).hasSameSizeAs(here.customers());
        assertThat(here.customers())
                .extracting(SampleFiles.Customer::name)
                .doesNotHaveDuplicates()
                .hasSize(30);
        assertThat(there.customers()).extracting(SampleFiles.Customer::name).doesNotHaveDuplicates();
    }

    private static List<String> models(Data data) {
        return data.products().stream().map(SampleFiles.Product::model).toList();
    }
}
