package dev.millwright.record.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.App;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.Growth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTests {

    private final QueryParameters parameters = new QueryParameters(new PublishedForm(
            new App(Ids.next(), "app", "App", "", "vaadin:cube", "blue", 1),
            Locale.ENGLISH,
            Gate.form("part"),
            1,
            List.of(),
            Optional.empty(),
            Optional.empty()));

    @Test
    void readsCallsAndPlainNames() {
        assertThat(parameters.groups(" created_by , month( created_at )"))
                .containsExactly(Group.by("created_by"), new Group("created_at", Bucket.MONTH));
        assertThat(parameters.measures("count,count(*), MAX ( version ) "))
                .containsExactly(
                        new Measure(Function.COUNT, null),
                        new Measure(Function.COUNT, null),
                        new Measure(Function.MAX, "version"));
        assertThat(parameters.order("-max( version )", List.of("max(version)")))
                .singleElement()
                .satisfies(order -> assertThat(order.descending()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sum(version", "sum version)", "sum((version)", "(version)", "s1(version)", "sum(version)x"})
    void refusesWhatIsNeither(String parameter) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> parameters.measures(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(", "sum( ", " ", "a", "(", ")", "a(", ",", "x,", "-", "count,"})
    void readsParametersOfAnyLength(String one) {
        for (String before : List.of("", "sum(")) {
            Growth.isLinear(60_000, size -> before + one.repeat(size / one.length()) + "x", parameters::measures);
            Growth.isLinear(60_000, size -> before + one.repeat(size / one.length()) + "x", parameters::groups);
            Growth.isLinear(60_000, size -> before + one.repeat(size / one.length()) + "x", parameters::sort);
            Growth.isLinear(60_000, size -> before + one.repeat(size / one.length()) + "x", parameters::fields);
            Growth.isLinear(
                    60_000,
                    size -> before + one.repeat(size / one.length()) + "x",
                    text -> parameters.order(text, List.of("count")));
        }
    }
}
