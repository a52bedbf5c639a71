package dev.millwright.app.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DesignedTextsTests {

    private final JsonNode form = JsonMapper.shared().readTree("""
            {"key": "gauge", "label": "Gauge", "fields": [
              {"key": "place", "label": "Place", "help": "", "config": {"options": [{"key": "hall", "label": "Hall"}]}},
              {"key": "label", "label": "Place", "defaultValue": "Hall"}]}
            """);

    @Test
    void findsEachTextOnceAndNeitherKeysNorValues() {
        assertThat(DesignedTexts.in(form)).containsExactly("Gauge", "Place", "Hall");
    }

    @Test
    void translatesTextsAndLeavesTheRest() {
        JsonNode translated = DesignedTexts.translated(form, Map.of("Place", "位置", "Hall", "车间", "gauge", "表"));
        assertThat(translated.toString())
                .contains("\"label\":\"位置\"", "\"label\":\"车间\"", "\"label\":\"Gauge\"", "\"key\":\"gauge\"")
                .contains("\"defaultValue\":\"Hall\"");
        assertThat(form.toString()).doesNotContain("位置");
    }

    @Test
    void knowsTheNamesAndMessagesOfRules() {
        JsonNode ruled = JsonMapper.shared().readTree("""
                {"label": "Gauge", "rules": [{"name": "No hurry", "then": [{"do": "refuse", "message": "Later."}]}],
                 "source": {"name": "technical"}}
                """);
        assertThat(DesignedTexts.in(ruled)).containsExactly("Gauge", "No hurry", "Later.");
    }
}
