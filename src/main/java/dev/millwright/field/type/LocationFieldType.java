package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Parted;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.NumberBounds;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where something is: an address as people say it, and coordinates in degrees (WGS 84, as devices give them), to a tenth of a metre. It is
 * searched, filtered and sorted by the address.
 */
@Component
class LocationFieldType implements NothingToSet<LocationFieldType.Place> {

    private static final long LONGEST = 500;
    private static final int DECIMALS = 6;
    private static final BigDecimal MOST_NORTH = BigDecimal.valueOf(90);
    private static final BigDecimal MOST_EAST = BigDecimal.valueOf(180);

    private static final Pattern COORDINATES =
            Pattern.compile("(-?[0-9]{1,3}(?:\\.[0-9]{1,20})?) ?[,;] ?(-?[0-9]{1,3}(?:\\.[0-9]{1,20})?)");

    /**
     * @param address the coordinates in words where there is none
     * @param latitude null where only the address is known, as is the longitude then
     */
    record Place(
            String address,
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude) implements Parted {

        Place {
            latitude = rounded(latitude);
            longitude = rounded(longitude);
        }

        static Place at(BigDecimal latitude, BigDecimal longitude) {
            return new Place(written(latitude, longitude), latitude, longitude);
        }

        @Override
        public String first() {
            return address;
        }

        Optional<String> coordinates() {
            return latitude == null || longitude == null ? Optional.empty() : Optional.of(written(latitude, longitude));
        }

        private static String written(BigDecimal latitude, BigDecimal longitude) {
            return rounded(latitude).toPlainString() + ", " + rounded(longitude).toPlainString();
        }

        private static @org.jspecify.annotations.NullUnmarked BigDecimal rounded(BigDecimal degrees) {
            return degrees == null ? null : degrees.setScale(DECIMALS, RoundingMode.HALF_UP);
        }
    }

    @Override
    public String key() {
        return "location";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Location", "定位"),
                Label.of("An address and where it is on the map, such as a site", "地址和地图坐标，如现场位置"),
                "vaadin:map-marker",
                Groups.TEXT,
                Groups.FIRST_TEXT + 50);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.TEXT;
    }

    @Override
    public Class<Place> valueType() {
        return Place.class;
    }

    @Override
    public boolean usableAsTitle() {
        return false;
    }

    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return List.of(
                new Column("", ColumnType.TEXT),
                new Column("_latitude", ColumnType.NUMERIC),
                new Column("_longitude", ColumnType.NUMERIC));
    }

    @Override
    public List<@Nullable Object> toColumns(Place value) {
        return Arrays.asList(value.address(), value.latitude(), value.longitude());
    }

    @Override
    public @Nullable Place fromColumns(List<@Nullable Object> columns) {
        String address = (String) columns.getFirst();
        return address == null ? null : new Place(address, (BigDecimal) columns.get(1), (BigDecimal) columns.get(2));
    }

    @Override
    public Problems validateValue(NoSettings config, Place value) {
        BigDecimal latitude = value.latitude();
        BigDecimal longitude = value.longitude();
        if ((latitude == null) != (longitude == null)
                || (latitude != null && latitude.abs().compareTo(MOST_NORTH) > 0)
                || (longitude != null && longitude.abs().compareTo(MOST_EAST) > 0)) {
            return Problems.of(Problem.error("field.error.location.coordinates", ""));
        }
        return value.address().indexOf('\n') >= 0 || value.address().indexOf('\r') >= 0
                ? Problems.of(Problem.error("field.error.oneLine", ""))
                : Typed.check(value.address(), LONGEST);
    }

    @Override
    public String format(Place value, NoSettings config, FormatContext context) {
        return value.coordinates()
                .filter(coordinates -> !coordinates.equals(value.address()))
                .map(coordinates -> value.address() + " (" + coordinates + ")")
                .orElse(value.address());
    }

    /** Leads to a map where people who read the language look. */
    @Override
    public List<Token> tokens(Place value, NoSettings config, FormatContext context) {
        BigDecimal latitude = value.latitude();
        BigDecimal longitude = value.longitude();
        if (latitude == null || longitude == null) {
            return List.of(Token.text(value.address()));
        }
        return List.of(Token.link(value.address(), map(latitude, longitude, context.locale())));
    }

    static String map(BigDecimal latitude, BigDecimal longitude, Locale locale) {
        return Texts.language(locale).equals(Locale.ENGLISH)
                ? "https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=17/%s/%s"
                        .formatted(
                                latitude.toPlainString(),
                                longitude.toPlainString(),
                                latitude.toPlainString(),
                                longitude.toPlainString())
                : "https://uri.amap.com/marker?position=%s,%s&coordinate=wgs84"
                        .formatted(longitude.toPlainString(), latitude.toPlainString());
    }

    /** An address, coordinates, or an address with coordinates in brackets behind it. */
    @Override
    public @Nullable Place parse(String text, NoSettings config, FormatContext context) {
        String trimmed = Typed.trimmed(text);
        return trimmed == null ? null : read(trimmed);
    }

    private static Place read(String trimmed) {
        if (trimmed.length() > 2 * LONGEST) {
            return new Place(trimmed, null, null);
        }
        // The same number of characters, so that places in the one are places in the other.
        String typed = halfWidth(trimmed);
        Matcher alone = COORDINATES.matcher(typed);
        if (alone.matches()) {
            return Place.at(new BigDecimal(alone.group(1)), new BigDecimal(alone.group(2)));
        }
        int bracket = typed.lastIndexOf('(');
        if (bracket > 0 && typed.endsWith(")")) {
            Matcher within = COORDINATES.matcher(
                    typed.substring(bracket + 1, typed.length() - 1).strip());
            String address = trimmed.substring(0, bracket).strip();
            if (within.matches() && !address.isEmpty()) {
                return new Place(address, new BigDecimal(within.group(1)), new BigDecimal(within.group(2)));
            }
        }
        return new Place(trimmed, null, null);
    }

    private static String halfWidth(String text) {
        String half = Typed.halfWidth(text);
        return half.length() == text.length() ? half : text;
    }

    static Optional<Place> coordinates(String text) {
        Matcher typed = COORDINATES.matcher(Typed.halfWidth(text));
        return typed.matches()
                ? Optional.of(Place.at(new BigDecimal(typed.group(1)), new BigDecimal(typed.group(2))))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of(
                "An address, with latitude and longitude in brackets if known: 1 Main Street (22.543096, 114.057865)",
                "地址，可在后面用括号注明纬度和经度：深圳市福田区1号（22.543096, 114.057865）"));
    }

    @Override
    public JsonNode toJson(Place value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("address", value.address());
        if (value.latitude() != null && value.longitude() != null) {
            json.put("latitude", value.latitude()).put("longitude", value.longitude());
        }
        return json;
    }

    @Override
    public @Nullable Place fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isObject()
                || json.propertyNames().stream()
                        .anyMatch(name -> !jsonSchemaNames().contains(name))) {
            throw new ValueFormatException("field.error.json.location");
        }
        JsonNode address = json.path("address");
        BigDecimal latitude = degrees(json.path("latitude"));
        BigDecimal longitude = degrees(json.path("longitude"));
        if (!address.isMissingNode() && !address.isNull() && !address.isString()) {
            throw new ValueFormatException("field.error.json.location");
        }
        String said = address.isString() ? Typed.trimmed(address.stringValue()) : null;
        if (said != null) {
            return new Place(said, latitude, longitude);
        }
        if (latitude == null || longitude == null) {
            throw new ValueFormatException("field.error.json.location");
        }
        return Place.at(latitude, longitude);
    }

    private static List<String> jsonSchemaNames() {
        return List.of("address", "latitude", "longitude");
    }

    private static @Nullable BigDecimal degrees(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        if (!json.isNumber()) {
            throw new ValueFormatException("field.error.json.location");
        }
        BigDecimal degrees = json.decimalValue();
        if (!NumberBounds.holds(degrees)
                || (degrees.signum() != 0 && degrees.precision() - (long) degrees.scale() > 3)) {
            throw new ValueFormatException("field.error.location.coordinates");
        }
        return degrees;
    }

    @Override
    public Map<String, Object> jsonSchema(NoSettings config) {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "address",
                        Map.of("type", "string"),
                        "latitude",
                        Map.of("type", "number"),
                        "longitude",
                        Map.of("type", "number")));
    }

    @Override
    public FieldEditor<Place> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        LocationField field = Inputs.present(new LocationField(context), presentation);
        return new EditorAround<>(FieldEditor.of(field, LocationField.Entry::place, LocationField.Entry::of)) {
            @Override
            public @Nullable String unread() {
                try {
                    value();
                    return null;
                } catch (ValueFormatException e) {
                    return field.getValue().address() + "\n" + field.getValue().coordinates();
                }
            }

            @Override
            public void showUnread(String typed) {
                int line = typed.indexOf('\n');
                field.setValue(
                        new LocationField.Entry(typed.substring(0, Math.max(line, 0)), typed.substring(line + 1)));
            }
        };
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return switch (other.valueKind()) {
            case TEXT -> Optional.of(other.valueType() == Place.class ? TypeChange.SAFE : TypeChange.CHECKED);
            case NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE ->
                Optional.empty();
        };
    }

    @Override
    public Optional<Place> sample(NoSettings config, Locale locale) {
        return Optional.of(new Place(
                Label.of("1 Main Street", "深圳市福田区").in(locale),
                new BigDecimal("22.543096"),
                new BigDecimal("114.057865")));
    }
}
