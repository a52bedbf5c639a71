package dev.millwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FlowSettingsTests {

    @Test
    void areThoseOfANewFlowWhereADefinitionLeavesThemOut() {
        JsonMapper json = JsonMapper.shared();

        assertThat(json.readValue("{}", FlowSettings.class)).isEqualTo(FlowSettings.DEFAULT);
        FlowSettings other = FlowSettings.DEFAULT.withWithdrawable(false).withAsItWas(true);
        assertThat(json.readValue(json.writeValueAsString(other), FlowSettings.class))
                .isEqualTo(other);
    }

    @Test
    void keepWhatThoseWhoHandInMayDoWithFields() {
        JsonMapper json = JsonMapper.shared();
        FlowSettings settings =
                json.readValue("{\"start\": {\"price\": \"hidden\", \"reason\": \"required\"}}", FlowSettings.class);

        assertThat(settings.startRight("price")).isEqualTo(FieldRight.HIDDEN);
        assertThat(settings.startRight("reason")).isEqualTo(FieldRight.REQUIRED);
        assertThat(settings.startRight("name")).isEqualTo(FieldRight.EDIT);
        assertThat(json.readValue(json.writeValueAsString(settings), FlowSettings.class))
                .isEqualTo(settings);
        assertThat(settings.withOff(true).withOff(false)).isEqualTo(settings);
    }
}
