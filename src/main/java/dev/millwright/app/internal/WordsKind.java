package dev.millwright.app.internal;

import dev.millwright.app.AppWords;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Translations as part of an app. */
@Component
@Order(1_000)
class WordsKind implements DefinitionKind<AppWords> {

    private static final int LONGEST = 4_000;

    @Override
    public String key() {
        return AppWords.KIND;
    }

    @Override
    public Label label() {
        return Label.of("Translation", "翻译");
    }

    @Override
    public boolean hasPageOfItsOwn() {
        return true;
    }

    @Override
    public Class<AppWords> type() {
        return AppWords.class;
    }

    @Override
    public UUID idOf(AppWords words) {
        return words.id();
    }

    @Override
    public String keyOf(AppWords words) {
        return words.key();
    }

    @Override
    public String labelOf(AppWords words) {
        return words.label();
    }

    @Override
    public AppWords empty(UUID id, String key, String label) {
        return new AppWords(id, key, label, new TreeMap<>());
    }

    @Override
    public Problems validate(@Nullable AppWords published, AppWords draft, PublishContext context) {
        Problems problems = Problems.NONE;
        if (Texts.LANGUAGES.stream()
                .noneMatch(language -> language.getLanguage().equals(draft.key()))) {
            problems = problems.and(Problem.error("app.words.error.language", "key", draft.key()));
        }
        boolean twice = context.siblings(AppWords.KIND, AppWords.class).stream()
                .anyMatch(
                        other -> other.key().equals(draft.key()) && !other.id().equals(draft.id()));
        if (twice) {
            problems = problems.and(Problem.error("app.words.error.twice", "key", draft.label()));
        }
        if (draft.words().values().stream().anyMatch(word -> word.length() > LONGEST)) {
            problems = problems.and(Problem.error("app.words.error.tooLong", "words", LONGEST));
        }
        return problems;
    }

    @Override
    public List<Reference> references(AppWords words) {
        return List.of();
    }

    @Override
    public List<Change> changes(@Nullable AppWords published, AppWords draft, PublishContext context) {
        long changed = published == null
                ? draft.words().size()
                : draft.words().entrySet().stream()
                                .filter(word -> !word.getValue()
                                        .equals(published.words().get(word.getKey())))
                                .count()
                        + published.words().keySet().stream()
                                .filter(text -> !draft.words().containsKey(text))
                                .count();
        return changed == 0 && published != null
                ? List.of()
                : List.of(new Change("app.words.change", List.of(draft.label(), changed), null));
    }
}
