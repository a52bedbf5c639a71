package dev.millwright.dashboard.internal;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.dashboard.ChartTypes;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Dashboards as part of an app. */
@Component
@Order(200)
class DashboardKind implements DefinitionKind<DashboardDefinition> {

    private static final int LONGEST_LABEL = 100;

    private final ChartTypes types;
    private final DefinitionCodec codec;
    private final FieldResolver resolver;

    DashboardKind(ChartTypes types, DefinitionCodec codec, FieldResolver resolver) {
        this.types = types;
        this.resolver = resolver;
        this.codec = codec;
    }

    @Override
    public String key() {
        return DashboardDefinition.KIND;
    }

    @Override
    public Label label() {
        return Label.of("Dashboard", "仪表盘");
    }

    @Override
    public Optional<String> page(String app, DashboardDefinition board) {
        return Optional.of("app/" + app + "/dashboard/" + board.key());
    }

    @Override
    public Class<DashboardDefinition> type() {
        return DashboardDefinition.class;
    }

    @Override
    public UUID idOf(DashboardDefinition board) {
        return board.id();
    }

    @Override
    public String keyOf(DashboardDefinition board) {
        return board.key();
    }

    @Override
    public String labelOf(DashboardDefinition board) {
        return board.label();
    }

    @Override
    public DashboardDefinition empty(UUID id, String key, String label) {
        return new DashboardDefinition(id, key, label, DashboardDefinition.ICON, List.of(), List.of());
    }

    @Override
    public Problems validate(
            @Nullable DashboardDefinition published, DashboardDefinition draft, PublishContext context) {
        List<Problem> problems = new ArrayList<>();
        if (!Keys.isValid(draft.key())) {
            problems.add(Problem.error("dashboard.error.key", "key", draft.key()));
        } else if (published != null && !published.key().equals(draft.key())) {
            problems.add(Problem.error("dashboard.error.frozen", "key", published.key()));
        }
        if (draft.label().isBlank() || draft.label().length() > LONGEST_LABEL) {
            problems.add(Problem.error("dashboard.error.label", "label", LONGEST_LABEL));
        }
        boolean twice = context.siblings(DashboardDefinition.KIND, DashboardDefinition.class).stream()
                .anyMatch(
                        other -> other.key().equals(draft.key()) && !other.id().equals(draft.id()));
        if (twice) {
            problems.add(Problem.error("dashboard.error.twice", "key", draft.key()));
        }
        if (draft.tiles().size() > DashboardDefinition.MOST_TILES) {
            problems.add(Problem.error("dashboard.error.tiles", "tiles", DashboardDefinition.MOST_TILES));
        }
        List<FormDefinition> forms = context.siblings(FormDefinition.KIND, FormDefinition.class);
        Set<UUID> ids = new HashSet<>();
        for (TileDefinition tile : draft.tiles()) {
            if (!ids.add(tile.id())) {
                problems.add(Problem.error("dashboard.error.sameTile", tile.id().toString()));
            }
            problems.addAll(problems(tile, forms).items());
        }
        return new Problems(problems);
    }

    /** Problems of one tile; paths start with its id. */
    private Problems problems(TileDefinition tile, List<FormDefinition> forms) {
        String path = tile.id().toString();
        UUID wanted = tile.data().form();
        Optional<FormDefinition> form =
                forms.stream().filter(f -> f.id().equals(wanted)).findFirst();
        Problems problems = Problems.NONE;
        if (form.isEmpty()) {
            return problems.and(Problem.error(
                    wanted == null ? "dashboard.refused.noForm" : "dashboard.refused.formGone", path + ".form"));
        }
        Optional<ChartType<?>> type = types.find(tile.type());
        if (type.isEmpty()) {
            // Kept, and shown again once the type is installed.
            return problems.and(Problem.warning("dashboard.refused.type", path + ".type", tile.type()));
        }
        problems = problems.and(ofType(type.get(), tile, path));
        if (tile.data().measures().stream().anyMatch(MeasureDefinition::ignoresCondition)) {
            problems = problems.and(Problem.error("dashboard.refused.condition", path + ".data"));
        }
        Set<String> gone = new LinkedHashSet<>();
        fields(tile).stream().filter(key -> !isThere(form.get(), key)).forEach(gone::add);
        conditions(tile)
                .map(Filter::subject)
                .filter(key -> !isThere(form.get(), forms, key))
                .forEach(gone::add);
        for (String key : gone) {
            problems = problems.and(Problem.error("dashboard.refused.field", path + ".data", key));
        }
        return problems.and(ofConditions(tile, form.get(), forms, path));
    }

    private static boolean isThere(FormDefinition form, String key) {
        return key.endsWith("_at")
                || key.endsWith("_by")
                || form.fields().anyMatch(field -> field.key().equals(key));
    }

    /** The same of a key that may also name a field of a linked record. */
    private boolean isThere(FormDefinition form, List<FormDefinition> forms, String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? isThere(form, key)
                : target(form, forms, key.substring(0, dot))
                        .filter(there -> isThere(there, key.substring(dot + 1)))
                        .isPresent();
    }

    /** What is wrong with conditions on fields that are there: they may be from when a field was of another type. */
    private Problems ofConditions(TileDefinition tile, FormDefinition form, List<FormDefinition> forms, String path) {
        Problems problems = Problems.NONE;
        for (JsonNode condition : conditions(tile).toList()) {
            Optional<PublishedField<?, ?>> field = field(form, forms, Filter.subject(condition));
            if (field.isPresent()
                    && FilterRow.read(condition, key -> field(form, forms, key)).isEmpty()) {
                problems = problems.and(Problem.error(
                        "dashboard.refused.filter", path + ".data", field.get().label()));
            }
        }
        return problems;
    }

    /** A field of the form, or behind a link and a dot one of the form that the link leads to. */
    private Optional<PublishedField<?, ?>> field(FormDefinition form, List<FormDefinition> forms, String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? form.fields()
                        .filter(field -> field.key().equals(key))
                        .findFirst()
                        .flatMap(resolver::resolve)
                : target(form, forms, key.substring(0, dot))
                        .flatMap(there -> field(there, List.of(), key.substring(dot + 1)));
    }

    private Optional<FormDefinition> target(FormDefinition form, List<FormDefinition> forms, String link) {
        return field(form, forms, link)
                .flatMap(PublishedField::target)
                .flatMap(wanted ->
                        forms.stream().filter(one -> one.id().equals(wanted)).findFirst());
    }

    private static Stream<JsonNode> conditions(TileDefinition tile) {
        return Stream.concat(
                        tile.data().filter().stream(),
                        tile.data().measures().stream().flatMap(measure -> measure.condition().stream()))
                .flatMap(Filter::conditions);
    }

    private <C> Problems ofType(ChartType<C> type, TileDefinition tile, String path) {
        return codec.tried(type, tile.config(), config -> {
                    DataShape shape = type.shape(config);
                    Problems problems = type.validate(config).under(path + ".config");
                    return tile.data().groups().size() < shape.leastGroups()
                            ? problems.and(Problem.error("dashboard.refused.noGroup", path + ".groups"))
                            : problems;
                })
                .orElseGet(() -> Problems.of(Problem.error("dashboard.refused.type", path + ".config", tile.type())));
    }

    /** Keys of all fields that the tile names, but for those that conditions are about. */
    private static Set<String> fields(TileDefinition tile) {
        Set<String> keys = new HashSet<>();
        tile.data().groups().stream().map(Group::parse).map(Group::field).forEach(keys::add);
        tile.data().measures().stream()
                .map(measure -> measure.field())
                .filter(Objects::nonNull)
                .forEach(keys::add);
        if (tile.data().dateField() != null) {
            keys.add(tile.data().dateField());
        }
        return keys;
    }

    @Override
    public List<Reference> references(DashboardDefinition board) {
        return board.tiles().stream()
                .map(tile -> tile.data().form())
                .filter(Objects::nonNull)
                .distinct()
                .map(form -> new Reference(FormDefinition.KIND, form))
                .toList();
    }

    @Override
    public List<Change> changes(
            @Nullable DashboardDefinition published, DashboardDefinition draft, PublishContext context) {
        if (published == null) {
            return List.of(
                    new Change("dashboard.change.added", List.of(draft.tiles().size()), null));
        }
        List<Change> changes = new ArrayList<>();
        if (!published.label().equals(draft.label())) {
            changes.add(new Change("dashboard.change.label", List.of(published.label(), draft.label()), null));
        }
        long added = draft.tiles().stream()
                .filter(tile -> published.tile(tile.id()).isEmpty())
                .count();
        long removed = published.tiles().stream()
                .filter(tile -> draft.tile(tile.id()).isEmpty())
                .count();
        long changed = draft.tiles().stream()
                .filter(tile -> published
                        .tile(tile.id())
                        .filter(before -> !codec.write(before).equals(codec.write(tile)))
                        .isPresent())
                .count();
        if (added > 0) {
            changes.add(new Change("dashboard.change.tilesAdded", List.of(added), null));
        }
        if (removed > 0) {
            changes.add(new Change("dashboard.change.tilesRemoved", List.of(removed), null));
        }
        if (changed > 0) {
            changes.add(new Change("dashboard.change.tilesChanged", List.of(changed), null));
        }
        if (changes.isEmpty() && !codec.write(published).equals(codec.write(draft))) {
            changes.add(new Change("dashboard.change.other", List.of(), null));
        }
        return changes;
    }
}
