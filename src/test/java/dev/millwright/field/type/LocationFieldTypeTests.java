package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.LocationFieldType.Place;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class LocationFieldTypeTests {

    private static final NoSettings NONE = new NoSettings();
    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final FormatContext CHINESE = new FormatContext(Locale.CHINESE, ZoneOffset.UTC);
    private static final JsonMapper JSON = PreciseJson.MAPPER;

    private final LocationFieldType type = new LocationFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        深圳市福田区（22.543096，114.057865） | 深圳市福田区 | 22.543096 | 114.057865
        1 Main Street (22.5, -114)           | 1 Main Street | 22.500000 | -114.000000
        22.5430961234, 114.0578654321        | 22.543096, 114.057865 | 22.543096 | 114.057865
        """)
    void readsAnAddressAndCoordinates(String text, String address, BigDecimal latitude, BigDecimal longitude) {
        assertThat(type.parse(text, NONE, CHINESE)).isEqualTo(new Place(address, latitude, longitude));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hall 3", "Hall (3, 4, 5)", "(1, 2)x", "Building 7 (east)", "()", "1,2,3"})
    void takesTheRestForAnAddress(String text) {
        assertThat(type.parse(text, NONE, ENGLISH)).isEqualTo(new Place(text, null, null));
    }

    @Test
    void leadsToAMapOfItsReaders() {
        Place place = new Place("X", new BigDecimal("22.5"), new BigDecimal("114"));
        assertThat(type.tokens(place, NONE, CHINESE).getFirst().address())
                .isEqualTo("https://uri.amap.com/marker?position=114.000000,22.500000&coordinate=wgs84");
        assertThat(type.tokens(place, NONE, ENGLISH).getFirst().address())
                .startsWith("https://www.openstreetmap.org/?mlat=22.500000&mlon=114.000000");
        assertThat(type.tokens(new Place("X", null, null), NONE, ENGLISH)
                        .getFirst()
                        .address())
                .isNull();
    }

    @Test
    void isOnTheGlobe() {
        assertThat(type.validateValue(NONE, place("90", "-180"))).isEmpty();
        assertThat(type.validateValue(NONE, place("90.000001", "0")).hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, place("0", "180.000001")).hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, new Place("X", BigDecimal.ONE, null))
                        .hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, new Place("x".repeat(501), null, null))
                        .hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, new Place("a\nb", null, null)).hasErrors())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-25000000", "0e-25000000", "1e25000000", "1e-2147483647"})
    void refusesDegreesWhoseDigitsWouldFillTheMemory(String degrees) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("longitude", 1).put("latitude", new BigDecimal(degrees));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(json, NONE))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.location.coordinates"));
    }

    @Test
    void takesAnObjectFromPrograms() {
        assertThat(read("{\"address\": \" Hall 3 \"}")).isEqualTo(new Place("Hall 3", null, null));
        assertThat(read("{\"latitude\": 22.5, \"longitude\": 114}"))
                .isEqualTo(Place.at(new BigDecimal("22.5"), new BigDecimal("114")));
        for (String odd : new String[] {
            "\"Hall 3\"",
            "{}",
            "{\"address\": 7}",
            "{\"address\": \"\"}",
            "{\"latitude\": 22.5}",
            "{\"address\": \"x\", \"latitude\": \"22\", \"longitude\": 1}",
            "{\"address\": \"x\", \"lat\": 1}",
            "{\"latitude\": 1e999999999, \"longitude\": 1}",
            "[\"x\"]"
        }) {
            assertThatExceptionOfType(ValueFormatException.class).as(odd).isThrownBy(() -> read(odd));
        }
    }

    private Place read(String json) {
        Place place = type.fromJson(JSON.readTree(json), NONE);
        assertThat(place).isNotNull();
        return place;
    }

    private static Place place(String latitude, String longitude) {
        return new Place("X", new BigDecimal(latitude), new BigDecimal(longitude));
    }
}
