package dev.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.NoteKind.Note;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AppTest
@WithPerson("dana")
class TranslationsIntegrationTests {

    @Autowired
    private Translations translations;

    @Autowired
    private Publishing publishing;

    @Autowired
    private PublishedApps published;

    @Autowired
    private Apps apps;

    @Autowired
    private Bench bench;

    @Test
    void anAppIsReadInTheLanguageOfItsReader() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        translations.translate(app.key(), Locale.CHINESE, note.label(), "便签");
        translations.translate(app.key(), Locale.CHINESE, app.label(), "应用");
        assertThat(read(app, Locale.CHINESE).app().label())
                .as("not published yet")
                .isEqualTo(app.label());
        publish(app);

        PublishedApp chinese = read(app, Locale.SIMPLIFIED_CHINESE);
        assertThat(chinese.app().label()).isEqualTo("应用");
        assertThat(chinese.all(NoteKind.KEY, Note.class))
                .extracting(Note::label)
                .containsExactly("便签");
        Set<PublishedApp> made = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.generate(() -> read(app, Locale.SIMPLIFIED_CHINESE)).limit(200).forEach(made::add);
        assertThat(made.size())
                .as("translated once, and perhaps anew when what follows the publishing is done")
                .isLessThan(4);
        assertThat(read(app, Locale.ENGLISH).all(NoteKind.KEY, Note.class))
                .extracting(Note::label)
                .containsExactly(note.label());
        assertThat(published.designed(app.key()).orElseThrow().app().label()).isEqualTo(app.label());

        translations.translate(app.key(), Locale.CHINESE, note.label(), " ");
        publish(app);
        assertThat(read(app, Locale.CHINESE).all(NoteKind.KEY, Note.class))
                .extracting(Note::label)
                .containsExactly(note.label());
    }

    @Test
    void listsEveryTextOnceWithItsPlaces() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        assertThat(translations.texts(app.key()))
                .contains(new Translations.Text(note.label(), java.util.List.of(note.label())))
                .extracting(Translations.Text::text)
                .contains(app.label())
                .doesNotHaveDuplicates();
    }

    @Test
    void isForDesignersOnly() {
        App app = bench.app();
        TestPeople.as(TestPeople.SAM);
        assertThatThrownBy(() -> translations.texts(app.key())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> translations.translate(app.key(), Locale.CHINESE, "a", "b"))
                .isInstanceOf(NotFoundException.class);
    }

    private PublishedApp read(App app, Locale language) {
        PublishedApp[] read = new PublishedApp[1];
        CurrentLanguage.run(
                Optional.of(language), () -> read[0] = published.find(app.key()).orElseThrow());
        return read[0];
    }

    private void publish(App app) {
        publishing.publish(
                app.key(),
                ReleaseRequest.all(),
                publishing.plan(app.key(), ReleaseRequest.all()).fingerprint());
    }
}
