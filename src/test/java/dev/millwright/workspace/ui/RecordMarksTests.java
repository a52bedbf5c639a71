package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Ids;
import dev.millwright.workspace.spi.RecordOffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordMarksTests {

    private static final FormRef FORM = new FormRef("mill", "request");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final Map<UUID, Token> said = new HashMap<>();
    private final List<Set<UUID>> asked = new ArrayList<>();
    private final RecordMarks marks = new RecordMarks(Stream.of(new Saying(), new Silent()), FORM);

    @Test
    void asksOnceForAllRecordsInSightAndNotForHeadsOfGroups() {
        RecordData one = record();
        RecordData other = record();
        said.put(one.id(), Token.badge("In approval", "teal"));

        marks.read(List.of(
                new ListRow.Head(List.of("x"), 2, List.of(), true), new ListRow.Entry(one), new ListRow.Entry(other)));

        assertThat(asked).containsExactly(Set.of(one.id(), other.id()));
        assertThat(shown(one)).containsExactly(Token.badge("In approval", "teal"));
        assertThat(shown(other)).isEmpty();
    }

    @Test
    void saysWhatHoldsNowOnceReadAgain() {
        RecordData one = record();
        said.put(one.id(), Token.badge("In approval", "teal"));
        marks.read(List.of(new ListRow.Entry(one)));
        said.clear();

        marks.read(List.of(new ListRow.Entry(one)));

        assertThat(shown(one)).isEmpty();
    }

    @Test
    void noListCanBeSortedByItsColumns() {
        assertThat(marks.columns())
                .singleElement()
                .matches(RecordMarks::isMark)
                .extracting(ListColumn::label)
                .isEqualTo("Flow");
    }

    private List<Token> shown(RecordData record) {
        return marks.columns().getFirst().tokens().apply(record, FORMAT);
    }

    private static RecordData record() {
        PersonRef sam = new PersonRef("sam", "Sam");
        Instant now = Instant.EPOCH;
        return new RecordData(Ids.next(), 1, now, sam, now, sam, null, null, "Drill", Map.of());
    }

    /** Offers nothing. */
    static class Silent implements RecordOffer {
        @Override
        public List<Component> onRecord(FormRef form, RecordData record) {
            return List.of();
        }

        @Override
        public List<Component> belowRecord(FormRef form, RecordData record) {
            return List.of();
        }

        @Override
        public List<Component> onChosen(FormRef form, Supplier<Chosen> chosen) {
            return List.of();
        }

        @Override
        public List<Entry> onList(FormRef form, Supplier<ListRequest> list) {
            return List.of();
        }
    }

    private final class Saying extends Silent {
        @Override
        public Optional<Mark> mark(FormRef form) {
            return Optional.of(new Mark("Flow", records -> {
                asked.add(records);
                return said;
            }));
        }
    }
}
