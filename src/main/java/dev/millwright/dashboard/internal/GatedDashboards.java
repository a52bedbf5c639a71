package dev.millwright.dashboard.internal;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.StaleReleaseException;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.ChartTypes;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileAnswer.Refused;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
    private final Turns turns;
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
            Turns turns,
            CurrentPerson currentPerson,
            BusinessTime time,
            Texts texts) {
        this.apps = apps;
        this.forms = forms;
        this.accessible = accessible;
        this.query = query;
        this.types = types;
        this.codec = codec;
        this.turns = turns;
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
        return published(app, tile).filter(this::maySee);
    }

    private Optional<PublishedForm> published(String app, TileDefinition tile) {
        return Optional.ofNullable(tile.data().form())
                .flatMap(forms::byId)
                .filter(form -> form.app().key().equals(app));
    }

    private boolean maySee(PublishedForm form) {
        return accessible.allows(new FormRef(form.app().key(), form.key()), Action.SEE);
    }

    @Override
    public TileAnswer ask(String app, TileDefinition tile, BoardFilter filter, Locale language) {
        try {
            return answer(app, tile, filter, language);
        } catch (StaleReleaseException e) {
            return answer(app, tile, filter, language);
        }
    }

    private TileAnswer answer(String app, TileDefinition tile, BoardFilter filter, Locale language) {
        if (tile.data().form() == null) {
            return Refused.because("dashboard.refused.noForm");
        }
        Optional<PublishedForm> form = published(app, tile);
        if (form.isEmpty()) {
            return Refused.because("dashboard.refused.formGone");
        }
        if (!maySee(form.get())) {
            // Its name, too, is for those only who may see it.
            return Refused.because("dashboard.refused.rights");
        }
        try {
            ChartType<?> type = types.find(tile.type())
                    .orElseThrow(() -> new Question.Senseless("dashboard.refused.type", tile.type()));
            return answer(tile.data(), shape(type, tile), form.get(), filter, language);
        } catch (UnreadableDefinitionException e) {
            return Refused.because("dashboard.refused.type", tile.type());
        } catch (StaleReleaseException e) {
            throw e;
        } catch (DomainException refusal) {
            return new Refused(refusal.code(), refusal.arguments());
        }
    }

    private <C> DataShape shape(ChartType<C> type, TileDefinition tile) {
        return type.shape(codec.read(tile.config(), type.configType()));
    }

    private TileAnswer answer(Dataset data, DataShape shape, PublishedForm form, BoardFilter filter, Locale language) {
        Question question =
                Question.of(data, shape, form, filter, time.today(), new FormatContext(language, time.zone()), texts);
        Optional<UUID> hidden = question.targets()
                .filter(target -> forms.byId(target).filter(this::maySee).isEmpty())
                .findFirst();
        if (hidden.isPresent()) {
            return Refused.because("dashboard.refused.target");
        }
        return new TileAnswer.Answered(question.figures(request -> turns.answer(query.prepare(request))));
    }
}
