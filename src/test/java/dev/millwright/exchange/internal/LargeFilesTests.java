package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.jobs.JobCancelledException;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.BusyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeFilesTests {

    private static final long MUCH = 300_000;

    private final LargeFiles files = new LargeFiles(1_000_000);

    @Test
    void keepsNothingOfCellsThatNobodyPicked() {
        List<String> cells = new ArrayList<>(Collections.nCopies(900, "left out"));
        cells.set(3, "bolt");
        cells.set(700, "");
        SheetRow row = new SheetRow(5, cells, 0).picked(new int[] {3, 700, 950});
        assertThat(row.isWhole()).isFalse();
        assertThat(row.filled()).isEqualTo(1);
        assertThat(row.length()).isEqualTo(4);
        assertThat(List.of(row.cell(3), row.cell(4), row.cell(700), row.cell(950), row.cell(2_000)))
                .containsExactly("bolt", "", "", "", "");
        LargeFiles.Share share = files.shareAtOnce();
        share.hold(row);
        assertThat(share.cells()).isLessThan(10);
    }

    @Test
    void refusesWhatIsMoreThanMayBeKept() {
        try (LargeFiles.Share share = files.shareAtOnce()) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 11; i++) {
                            share.hold(100_000);
                        }
                    })
                    .satisfies(refusal -> {
                        assertThat(refusal.code()).isEqualTo("record.import.error.manyCells");
                        assertThat(refusal.arguments()).containsExactly(1_000_000L);
                    });
        }
    }

    @Test
    void onlyOneKeepsMuchAtATime() {
        LargeFiles.Share first = files.share(part -> {});
        first.hold(MUCH);
        try (LargeFiles.Share second = files.shareAtOnce();
                LargeFiles.Share job = files.share(part -> {
                    throw new JobCancelledException();
                })) {
            second.hold(1_000);
            assertThatExceptionOfType(BusyException.class).isThrownBy(() -> second.hold(MUCH));
            assertThatExceptionOfType(JobCancelledException.class)
                    .as("waits, and may be cancelled meanwhile")
                    .isThrownBy(() -> job.expect(MUCH));
        }
        first.close();
        try (LargeFiles.Share next = files.shareAtOnce()) {
            assertThatCode(() -> next.hold(MUCH)).doesNotThrowAnyException();
        }
    }

    @Test
    void neverWaitsOnceItHoldsLocks() {
        try (LargeFiles.Share first = files.share(part -> {});
                LargeFiles.Share second = files.shareAtOnce()) {
            first.hold(MUCH);
            second.begin();
            assertThatCode(() -> second.hold(MUCH)).doesNotThrowAnyException();
        }
    }
}
