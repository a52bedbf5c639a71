package dev.millwright.print.internal;

import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Problems;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes reports of layouts that came from Jaspersoft Studio. */
@Component
class JrxmlReports {

    Problems check(String xml, PrintTemplate template, FormNames names, Set<UUID> pictures) {
        return Problems.NONE;
    }

    Reports.Made make(String xml, PrintTemplate template, FormNames names, Set<UUID> pictures) {
        throw new IllegalStateException("Not yet");
    }
}
