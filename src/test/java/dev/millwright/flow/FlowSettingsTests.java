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
}
