package dev.millwright.dashboard.ui;

import dev.millwright.app.App;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dashboards being designed, with what a designer has to know of what is around them. */
@Component
class DashboardDrafts {

    private final Drafts drafts;
    private final Apps apps;
    private final AppRights rights;
    private final PublishedApps publishedApps;
    private final DefinitionKind<DashboardDefinition> kind;
    private final DefinitionCodec codec;

    DashboardDrafts(
            Drafts drafts,
            Apps apps,
            AppRights rights,
            PublishedApps publishedApps,
            DefinitionKind<DashboardDefinition> kind,
            DefinitionCodec codec) {
        this.drafts = drafts;
        this.apps = apps;
        this.rights = rights;
        this.publishedApps = publishedApps;
        this.kind = kind;
        this.codec = codec;
    }

    /**
     * @param keyOrId as in the address
     */
    Opened open(String app, String keyOrId) {
        if (!rights.access(app).designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", apps.byKey(app).label());
        }
        Draft draft =
                drafts.find(app, DashboardDefinition.KIND, keyOrId).orElseThrow(() -> new NotFoundException(keyOrId));
        DashboardDefinition published = publishedApps
                .designedById(DashboardDefinition.KIND, draft.id())
                .map(found -> (DashboardDefinition) found.definition())
                .orElse(null);
        return new Opened(
                apps.byKey(app),
                draft,
                codec.read(draft.json(), DashboardDefinition.class),
                published,
                all(app, DashboardDefinition.KIND, DashboardDefinition.class)
                        .filter(other -> !other.id().equals(draft.id()))
                        .toList(),
                all(app, FormDefinition.KIND, FormDefinition.class).toList());
    }

    private <D> Stream<D> all(String app, String wanted, Class<D> type) {
        return drafts.list(app, wanted).stream().map(draft -> codec.read(draft.json(), type));
    }

    /**
     * @throws dev.millwright.app.DraftChangedException when somebody else saved meanwhile
     */
    Draft save(String app, DashboardDefinition board, long version) {
        return drafts.save(app, DashboardDefinition.KIND, codec.write(board), version);
    }

    Problems problems(Opened opened, DashboardDefinition board) {
        return kind.validate(opened.published(), board, new Around(opened, board));
    }

    /**
     * A dashboard as it was opened.
     *
     * @param published what people use now; null before the first release
     * @param siblings the other dashboards of the app as designed
     * @param forms of the app as designed
     */
    record Opened(
            App app,
            Draft draft,
            DashboardDefinition definition,
            @Nullable DashboardDefinition published,
            List<DashboardDefinition> siblings,
            List<FormDefinition> forms) {}

    /** What a dashboard is validated beside: the drafts of its app. */
    private record Around(Opened opened, DashboardDefinition board) implements PublishContext {

        @Override
        public App app() {
            return opened.app();
        }

        @Override
        public <R> Optional<Found<R>> find(String wanted, UUID id, Class<R> type) {
            return wanted.equals(FormDefinition.KIND)
                    ? opened.forms().stream()
                            .filter(form -> form.id().equals(id))
                            .findFirst()
                            .map(form -> new Found<>(opened.app(), type.cast(form)))
                    : Optional.empty();
        }

        @Override
        public <R> List<R> siblings(String wanted, Class<R> type) {
            return switch (wanted) {
                case DashboardDefinition.KIND ->
                    Stream.concat(Stream.of(board), opened.siblings().stream())
                            .map(type::cast)
                            .toList();
                case FormDefinition.KIND ->
                    opened.forms().stream().map(type::cast).toList();
                default -> List.of();
            };
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }
    }
}
