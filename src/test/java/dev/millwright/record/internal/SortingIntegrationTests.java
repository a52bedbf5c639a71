package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.record.Condition;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lists that are sorted by options and by words. */
class SortingIntegrationTests {

    private static final FormRef JOB = ref("sorting", "job");

    private static final FormDefinition CUSTOMER = form("customer", field("name", "text", "{}", "unique"));

    /** Neither in the order of their keys nor in that of their labels. */
    private static final FieldDefinition STATUS = field("status", "choice", options("open", "waiting", "closed"), "");

    private static final FieldDefinition TOOLS = field("tools", "multiple-choice", options("saw", "drill", "axe"), "");

    private static final FieldDefinition PLACE = field("place", "cascade", """
            {"source": "own", "anyLevel": true, "tree": [
                {"key": "west", "label": "West", "level": 0},
                {"key": "mill", "label": "Mill", "level": 1},
                {"key": "barn", "label": "Barn", "level": 1},
                {"key": "east", "label": "East", "level": 0}]}""", "");

    private static final FieldDefinition LEADER = field("leader", "person");

    private static final FieldDefinition WHO = field("customer", "link", "{\"form\": \"" + CUSTOMER.id() + "\"}", "");

    private static final FieldDefinition NO = field("no", "text");

    private static final UUID JOBS = Ids.next();

    private static Gate gate;

    @BeforeAll
    static void open() {
        gate = new Gate();
        publish(STATUS);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void clear() {
        new JdbcTemplate(gate.dataSource).update("delete from app_sorting.job");
    }

    private static void publish(FieldDefinition status) {
        gate.publish(
                "sorting",
                EnumSet.allOf(Action.class),
                CUSTOMER,
                form(JOBS, "job", NO.id(), null, List.of(), NO, status, TOOLS, PLACE, LEADER, WHO));
    }

    private static String options(String... keys) {
        return "{\"options\": ["
                + String.join(
                        ", ",
                        Stream.of(keys)
                                .map(key -> "{\"key\": \"" + key + "\", \"label\": \"" + key + "\"}")
                                .toList())
                + "]}";
    }

    private static void job(String no, @Nullable Object... more) {
        List<@Nullable Object> pairs = new ArrayList<>(List.of("no", no));
        Collections.addAll(pairs, more);
        gate.records().create(JOB, values(pairs.toArray()), Via.SCREEN);
    }

    private static List<String> sorted(int limit, Sort... by) {
        return Pages.all(gate.query(), request(limit, by)).stream()
                .map(RecordData::values)
                .map(values -> String.valueOf(values.get("no")))
                .toList();
    }

    private static ListRequest request(int limit, Sort... by) {
        return new ListRequest(JOB, Condition.ALL, "", List.of(by), Set.of(), limit, null, false);
    }

    private static Sort by(String field) {
        return new Sort(field, false);
    }

    private static Sort down(String field) {
        return new Sort(field, true);
    }

    /** A record whose option the designer has taken away since. */
    private static void gone(String no, String status) {
        job(no, "status", "open");
        new JdbcTemplate(gate.dataSource).update("update app_sorting.job set status = ? where no = ?", status, no);
    }

    @Test
    void sortsOptionsAsTheirDesignerPutThem() {
        job("1", "status", "closed");
        job("2");
        job("3", "status", "open");
        gone("4", "abandoned");
        job("5", "status", "waiting");
        job("6", "status", "open");
        gone("7", "unheard_of");
        gone("8", "abandoned");
        job("9");
        for (int limit : List.of(1, 2, 3, 100)) {
            assertThat(sorted(limit, by("status")))
                    .as("pages of %s", limit)
                    .containsExactly("3", "6", "5", "1", "4", "8", "7", "2", "9");
            assertThat(sorted(limit, down("status")))
                    .as("downwards, pages of %s", limit)
                    .containsExactly("1", "5", "6", "3", "7", "8", "4", "9", "2");
        }
    }

    @Test
    void sortsByOptionsAndSomethingElse() {
        job("1", "status", "closed", "tools", List.of("axe"));
        job("2", "status", "open");
        job("3", "status", "open", "tools", List.of("drill", "axe"));
        job("4", "status", "open", "tools", List.of("saw"));
        job("5", "tools", List.of("saw", "axe"));
        job("6", "status", "open", "tools", List.of("drill"));
        for (int limit : List.of(1, 2, 100)) {
            assertThat(sorted(limit, by("status"), by("tools"))).containsExactly("4", "6", "3", "2", "1", "5");
            assertThat(sorted(limit, down("status"), by("tools"))).containsExactly("1", "4", "6", "3", "2", "5");
            assertThat(sorted(limit, by("tools"), down("no"))).containsExactly("4", "5", "6", "3", "1", "2");
        }
    }

    @Test
    void sortsPathsAsTheirTreeIsWritten() {
        job("1", "place", List.of("east"));
        job("2", "place", List.of("west", "barn"));
        job("3", "place", List.of("west"));
        job("4", "place", List.of("west", "mill"));
        assertThat(sorted(1, by("place"))).containsExactly("3", "4", "2", "1");
        assertThat(sorted(2, down("place"))).containsExactly("1", "2", "4", "3");
    }

    @Test
    void skipsAndFindsPlacesInTheOrderOfOptions() {
        job("1", "status", "closed");
        job("2", "status", "open");
        gone("3", "abandoned");
        job("4");
        ListRequest request = request(1, by("status"));
        Cursor third = gate.query().skip(request, 2).orElseThrow();
        assertThat(gate.query().list(request.after(third)).items())
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("no", "3"));
        RecordData closed = Pages.all(gate.query(), request).get(1);
        assertThat(gate.query()
                        .list(request.after(gate.query().cursorAfter(request, closed)))
                        .items())
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("no", "3"));
    }

    @Test
    void refusesToGoOnInAnOrderThatIsNoMore() {
        job("1", "status", "closed");
        job("2", "status", "open");
        Cursor next = gate.query().list(request(1, by("status"))).next();
        try {
            publish(new FieldDefinition(
                    STATUS.id(),
                    STATUS.key(),
                    STATUS.label(),
                    STATUS.type(),
                    field("status", "choice", options("closed", "waiting", "open"), "")
                            .config(),
                    false,
                    false,
                    "",
                    "",
                    null));
            assertThat(sorted(10, by("status"))).containsExactly("1", "2");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> gate.query().list(request(1, by("status")).after(next)));
        } finally {
            publish(STATUS);
        }
    }

    @Test
    void sortsWordsByPinyinForWhoReadsChinese() {
        RecordRef wang = customer("王氏机械");
        RecordRef chen = customer("陈记");
        RecordRef acme = customer("Acme");
        job("张", "customer", wang);
        led("张", "张伟");
        job("Bolt", "customer", acme);
        led("Bolt", "安娜");
        job("李", "customer", chen);
        led("李", "李芳");
        job("阿");
        led("阿", "Zoe");
        job("10");
        led("10", "adam");
        for (int limit : List.of(1, 2, 100)) {
            // Chinese comes before other scripts, as it does wherever ICU puts things in order.
            assertThat(chinese(limit, by("no"))).containsExactly("10", "阿", "李", "张", "Bolt");
            assertThat(chinese(limit, down("no"))).containsExactly("Bolt", "张", "李", "阿", "10");
            assertThat(chinese(limit, by("leader"))).containsExactly("Bolt", "李", "张", "10", "阿");
            assertThat(chinese(limit, by("customer"))).containsExactly("李", "张", "Bolt", "阿", "10");
        }
        assertThat(sorted(2, by("no"))).as("for all others").containsExactly("10", "Bolt", "张", "李", "阿");
    }

    private static void led(String no, String name) {
        new JdbcTemplate(gate.dataSource)
                .update("update app_sorting.job set leader = ?, leader_name = ? where no = ?", no, name, no);
    }

    private static RecordRef customer(String name) {
        RecordData made = gate.records().create(ref("sorting", "customer"), values("name", name), Via.SCREEN);
        return RecordRef.to(made.id());
    }

    private static List<String> chinese(int limit, Sort... by) {
        List<String> found = new ArrayList<>();
        CurrentLanguage.run(Optional.of(Locale.SIMPLIFIED_CHINESE), () -> found.addAll(sorted(limit, by)));
        return found;
    }
}
