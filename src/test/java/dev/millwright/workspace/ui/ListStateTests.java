package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.ListRequest.Sort;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListStateTests {

    private static final List<Group> GROUPS = List.of(Group.by("state"), new Group("made", Bucket.MONTH));

    @Test
    void goesThroughTheGroupsInTheirOrder() {
        ListState state =
                ListState.EMPTY.groups(GROUPS).sort(List.of(new Sort("price", false), new Sort("made", true)));
        assertThat(state.order())
                .containsExactly(new Sort("state", false), new Sort("made", true), new Sort("price", false));
    }

    @Test
    void hasTheNewestFirstWhereNothingElseIsSaid() {
        assertThat(ListState.EMPTY.order()).isEmpty();
        assertThat(ListState.EMPTY.groups(GROUPS).order())
                .containsExactly(new Sort("state", false), new Sort("made", false), new Sort("created_at", true));
    }
}
