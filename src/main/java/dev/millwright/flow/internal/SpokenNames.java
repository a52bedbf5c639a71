package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.shared.Alphabet;
import dev.millwright.shared.Label;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What flows and their steps are called, in the language of whoever reads, as far as the app has words for it. */
@Component
class SpokenNames {

    private final PublishedApps apps;
    private final CurrentLanguage language;

    SpokenNames(PublishedApps apps, CurrentLanguage language) {
        this.apps = apps;
        this.language = language;
    }

    /** The order of names in the language of whoever reads. */
    Comparator<String> alphabet() {
        return Alphabet.of(language.find().orElse(Locale.ENGLISH));
    }

    /** A text of the app's designers. */
    String text(String app, String designed) {
        return apps.find(app).map(one -> one.inWords(designed)).orElse(designed);
    }

    /** A step of a flow of the app. */
    String step(String app, FlowChart chart, UUID node) {
        String label = chart.label(node);
        return label.isBlank() ? in(chart.name(node)) : text(app, label);
    }

    private String in(Label label) {
        return label.in(language.find().orElse(Locale.ENGLISH));
    }
}
