package dev.millwright;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void modulesUseOnlyWhatTheySay() {
        ApplicationModules.of(Application.class).verify();
    }
}
