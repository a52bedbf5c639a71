package dev.millwright.dashboard;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An app of tests with two forms, products and items, and dashboards over them. Its owner is whoever makes it; staff see everything,
 * managers see items but no products.
 */
public final class PublishedBoard {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String STATES = """
            {"options": [
              {"key": "new", "label": "New", "colour": "blue", "retired": false},
              {"key": "sold", "label": "Sold", "colour": "green", "retired": false},
              {"key": "broken", "label": "Broken", "colour": "red", "retired": false}
            ], "display": "drop-down"}
            """;

    public final String app;
    public final UUID item = Ids.next();
    public final UUID product = Ids.next();

    private final Drafts drafts;
    private final Publishing publishing;
    private final DefinitionCodec codec;
    private final Records records;

    public PublishedBoard(
            Apps apps, AppRights rights, Drafts drafts, Publishing publishing, DefinitionCodec codec, Records records) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.codec = codec;
        this.records = records;
        app = apps.create(null, AppProfile.labelled("Items")).key();
        FieldDefinition name = field("name", "Name", "text", "{}");
        drafts.save(
                app,
                FormDefinition.KIND,
                codec.write(form(product, "product", "Products", name.id(), List.of(name))),
                0);
        drafts.save(
                app,
                FormDefinition.KIND,
                codec.write(form(
                        item,
                        "item",
                        "Items",
                        null,
                        List.of(
                                field("number", "Number", "text", "{}"),
                                field("state", "State", "choice", STATES),
                                field("tags", "Tags", "multiple-choice", STATES),
                                field("product", "Product", "link", "{\"form\": \"" + product + "\"}"),
                                field("made", "Made on", "date", "{}"),
                                field("shipped", "Shipped at", "date-time", "{}"),
                                field("price", "Price", "decimal", "{\"scale\": 2, \"grouped\": true}"),
                                field("pieces", "Pieces", "integer", "{}"),
                                field("owner", "Owner", "person", "{}"),
                                field("done", "Done", "yes-no", "{}")))),
                0);
        publish();
        AppRights.VersionedRights present = rights.of(app);
        Principal staff = Principal.role(Role.STAFF);
        Principal managers = Principal.role(Role.MANAGER);
        rights.save(
                app,
                new Rights(
                        present.rights().owners(),
                        List.of(),
                        List.of(staff, managers),
                        Map.of(
                                staff,
                                Map.of(Rights.ANY_FORM, Set.of(Action.SEE, Action.CREATE, Action.CHANGE)),
                                managers,
                                Map.of("item", Set.of(Action.SEE)))),
                present.version());
    }

    public void publish() {
        PublishPlan plan = publishing.plan(app, ReleaseRequest.all());
        publishing.publish(app, ReleaseRequest.all(), plan.fingerprint());
    }

    /** Publishes a dashboard with the tiles. */
    public DashboardDefinition publish(String key, List<String> filters, TileDefinition... tiles) {
        DashboardDefinition board =
                new DashboardDefinition(Ids.next(), key, "Board " + key, "", List.of(tiles), filters);
        drafts.save(app, DashboardDefinition.KIND, codec.write(board), 0);
        publish();
        return board;
    }

    public FormRef items() {
        return new FormRef(app, "item");
    }

    public FormRef products() {
        return new FormRef(app, "product");
    }

    public UUID create(@Nullable Object... pairs) {
        return create(items(), pairs);
    }

    public UUID create(FormRef form, @Nullable Object... pairs) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return records.create(form, values, Via.SCREEN).id();
    }

    /**
     * A tile about the items.
     *
     * @param data JSON of the dataset without its form, quotes may be single
     */
    public TileDefinition tile(String type, String data, String config) {
        ObjectNode json = (ObjectNode) JSON.readTree(data.replace('\'', '"'));
        json.put("form", item.toString());
        return new TileDefinition(
                Ids.next(),
                "",
                type,
                new TileDefinition.Place(0, 0, 6, 4),
                codec.read((JsonNode) json, Dataset.class),
                (ObjectNode) JSON.readTree(config.replace('\'', '"')));
    }

    public TileDefinition tile(String type, String data) {
        return tile(type, data, "{}");
    }

    private static FormDefinition form(
            UUID id, String key, String label, @Nullable UUID title, List<FieldDefinition> fields) {
        return new FormDefinition(
                id,
                key,
                label,
                "vaadin:form",
                title,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        Stream.concat(fields.stream(), Stream.of())
                                .map(field -> new RowDefinition(List.of(field)))
                                .toList())),
                List.of());
    }

    private static FieldDefinition field(String key, String label, String type, String config) {
        return new FieldDefinition(
                Ids.next(), key, label, type, (ObjectNode) JSON.readTree(config), false, false, "", "", null);
    }
}
