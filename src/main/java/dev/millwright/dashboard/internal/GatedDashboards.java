package dev.millwright.dashboard.internal;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.StaleReleaseException;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.ChartTypes;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileAnswer.Answered;
import dev.millwright.dashboard.TileAnswer.Refused;
import dev.millwright.dashboard.TileBatch;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.AggregateBatch;
import dev.millwright.record.AggregateQuestion;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.Aggregates;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import dev.millwright.workspace.FilterScope;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Reads dashboards from the snapshots of apps, and their figures through the gate. */
@Service
class GatedDashboards implements Dashboards {

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final AccessibleForms accessible;
    private final RecordQuery query;
    private final ChartTypes types;
    private final DefinitionCodec codec;
    private final SharedAnswers shared;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;
    private final Texts texts;

    GatedDashboards(
            PublishedApps apps,
            PublishedForms forms,
            AccessibleForms accessible,
            RecordQuery query,
            ChartTypes types,
            DefinitionCodec codec,
            SharedAnswers shared,
            CurrentPerson currentPerson,
            BusinessTime time,
            Texts texts) {
        this.apps = apps;
        this.forms = forms;
        this.accessible = accessible;
        this.query = query;
        this.types = types;
        this.codec = codec;
        this.shared = shared;
        this.currentPerson = currentPerson;
        this.time = time;
        this.texts = texts;
    }

    @Override
    public List<DashboardDefinition> all(String app) {
        return apps.find(app)
                .filter(published -> published.rights().opens(currentPerson.get()))
                .map(published -> published.all(DashboardDefinition.KIND, DashboardDefinition.class).stream()
                        .filter(board -> shows(published, board))
                        .toList())
                .orElseThrow(() -> new NotFoundException(app));
    }

    private boolean shows(PublishedApp app, DashboardDefinition board) {
        return app.rights().designs(currentPerson.get())
                || board.tiles().stream()
                        .anyMatch(tile -> form(app.app().key(), tile).isPresent());
    }

    @Override
    public DashboardDefinition require(String app, String key) {
        return all(app).stream()
                .filter(board -> board.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(key));
    }

    @Override
    public Optional<PublishedForm> form(String app, TileDefinition tile) {
        return published(app, tile).filter(this::maySee).map(this::readable);
    }

    private Optional<PublishedForm> published(String app, TileDefinition tile) {
        return Optional.ofNullable(tile.data().form())
                .flatMap(forms::byId)
                .filter(form -> form.app().key().equals(app));
    }

    private boolean maySee(PublishedForm form) {
        return accessible.allows(new FormRef(form.app().key(), form.key()), Action.SEE);
    }

    /** Without the fields that are not open to the one who asks. */
    private PublishedForm readable(PublishedForm form) {
        return accessible.require(new FormRef(form.app().key(), form.key()), Action.SEE);
    }

    /** A tile and what it asks. */
    private record Asked(TileDefinition tile, Question question, AggregateQuestion prepared) {}

    private record Batch(List<TileDefinition> tiles, Supplier<Map<UUID, TileAnswer>> question) implements TileBatch {

        @Override
        public Map<UUID, TileAnswer> answers() {
            return question.get();
        }
    }

    @Override
    public List<TileBatch> batches(String app, List<TileDefinition> tiles, BoardFilter filter, Locale language) {
        List<TileBatch> batches = new ArrayList<>();
        Map<AggregateQuestion, Asked> asked = new IdentityHashMap<>();
        List<AggregateQuestion> questions = new ArrayList<>();
        for (TileDefinition tile : tiles) {
            try {
                Asked one = asked(app, tile, filter, language);
                asked.put(one.prepared(), one);
                questions.add(one.prepared());
            } catch (DomainException refusal) {
                batches.add(new Batch(
                        List.of(tile),
                        () -> Map.of(
                                tile.id(),
                                refusal instanceof StaleReleaseException
                                        ? alone(app, tile, filter, language)
                                        : refusedBy(refusal))));
            }
        }
        for (AggregateBatch batch : query.batches(questions)) {
            List<Asked> together = batch.questions().stream()
                    .map(asked::get)
                    .map(Objects::requireNonNull)
                    .toList();
            batches.add(new Batch(
                    together.stream().map(Asked::tile).toList(),
                    () -> answers(together, batch, tile -> alone(app, tile, filter, language))));
        }
        return batches;
    }

    /** What is refused may be the fault of one of them, and a new release may have changed what they ask for: each by itself, then. */
    private Map<UUID, TileAnswer> answers(
            List<Asked> together, AggregateBatch batch, Function<TileDefinition, TileAnswer> alone) {
        Map<UUID, TileAnswer> answers = new LinkedHashMap<>();
        try {
            List<Aggregates> known = shared.answers(batch);
            for (int i = 0; i < together.size(); i++) {
                Asked one = together.get(i);
                answers.put(one.tile().id(), new Answered(one.question().figures(known.get(i), this::ask)));
            }
        } catch (DomainException refusal) {
            together.forEach(one -> answers.put(
                    one.tile().id(),
                    together.size() > 1 || refusal instanceof StaleReleaseException
                            ? alone.apply(one.tile())
                            : refusedBy(refusal)));
        }
        return answers;
    }

    private TileAnswer alone(String app, TileDefinition tile, BoardFilter filter, Locale language) {
        try {
            Question question = asked(app, tile, filter, language).question();
            return new Answered(question.figures(ask(question.request()), this::ask));
        } catch (DomainException refusal) {
            return refusedBy(refusal);
        }
    }

    private Aggregates ask(AggregateRequest request) {
        return shared.answers(query.batches(List.of(query.prepare(request))).getFirst())
                .getFirst();
    }

    private static Refused refusedBy(DomainException refusal) {
        return new Refused(refusal.code(), refusal.arguments());
    }

    /**
     * @throws DomainException when the tile cannot be answered, at all or to this person
     */
    private Asked asked(String app, TileDefinition tile, BoardFilter filter, Locale language) {
        if (tile.data().form() == null) {
            throw new Question.Senseless("dashboard.refused.noForm");
        }
        PublishedForm form =
                published(app, tile).orElseThrow(() -> new Question.Senseless("dashboard.refused.formGone"));
        if (!maySee(form)) {
            // Its name, too, is for those only who may see it.
            throw new Question.Senseless("dashboard.refused.rights");
        }
        PublishedForm readable = readable(form);
        try {
            return asked(tile, readable, filter, language);
        } catch (DomainException refusal) {
            // What it lacks may be a field that must not be named.
            throw readable.fields().size() < form.fields().size()
                    ? new Question.Senseless("dashboard.refused.fields")
                    : refusal;
        }
    }

    private Asked asked(TileDefinition tile, PublishedForm form, BoardFilter filter, Locale language) {
        Question question = Question.of(
                tile.data(),
                shape(tile),
                FilterScope.of(form, accessible),
                filter,
                time.today(),
                new FormatContext(language, time.zone()),
                texts);
        if (question.targets()
                .anyMatch(target -> forms.byId(target).filter(this::maySee).isEmpty())) {
            throw new Question.Senseless("dashboard.refused.target");
        }
        return new Asked(tile, question, query.prepare(question.request()));
    }

    private DataShape shape(TileDefinition tile) {
        return types.find(tile.type())
                .flatMap(type -> shape(type, tile))
                .orElseThrow(() -> new Question.Senseless("dashboard.refused.type", tile.type()));
    }

    private <C> Optional<DataShape> shape(ChartType<C> type, TileDefinition tile) {
        return codec.tried(type, tile.config(), type::shape);
    }
}
