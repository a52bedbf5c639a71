package dev.millwright.notice.internal;

import dev.millwright.notice.Notice;
import dev.millwright.notice.Notices;
import dev.millwright.notice.internal.NoticeTable.Errand;
import dev.millwright.notice.internal.NoticeTable.Recipient;
import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes notices down, with what channels have to carry, and rings the bells. */
@Service
class StoredNotices implements Notices {

    private static final List<Pace> BELL_PACES = List.of(Pace.AT_ONCE);

    private final NoticeTable table;
    private final WishTable wishes;
    private final DeclaredKinds kinds;
    private final FoundChannels channels;
    private final Deliveries deliveries;
    private final Bells bells;
    private final BusinessTime time;

    StoredNotices(
            NoticeTable table,
            WishTable wishes,
            DeclaredKinds kinds,
            FoundChannels channels,
            Deliveries deliveries,
            Bells bells,
            BusinessTime time) {
        this.table = table;
        this.wishes = wishes;
        this.kinds = kinds;
        this.channels = channels;
        this.deliveries = deliveries;
        this.bells = bells;
        this.time = time;
    }

    @Override
    public void tell(Notice notice) {
        NoticeKind kind = kinds.get(notice.kind());
        if (notice.recipients().isEmpty()) {
            return;
        }
        Instant now = time.now();
        Map<String, Wishes> all = wishes.of(notice.recipients());
        List<Channel> ready = channels.ready();
        List<Recipient> recipients = new ArrayList<>();
        List<Errand> errands = new ArrayList<>();
        List<String> ringing = new ArrayList<>();
        for (String person : notice.recipients()) {
            Wishes wanted = all.getOrDefault(person, Wishes.NONE);
            UUID id = Ids.next();
            int before = errands.size();
            for (Channel channel : ready) {
                Pace pace = wanted.pace(kind, channel.key(), channel.paces());
                if (pace != Pace.OFF) {
                    boolean summary = pace == Pace.DAILY && !notice.urgent();
                    errands.add(new Errand(
                            id, channel.key(), person, summary, summary ? deliveries.nextSummary(now) : now));
                }
            }
            boolean bell = wanted.pace(kind, NoticeKind.BELL, BELL_PACES) != Pace.OFF;
            if (bell) {
                ringing.add(person);
            }
            if (bell || errands.size() > before) {
                recipients.add(new Recipient(id, person, bell));
            }
        }
        if (recipients.isEmpty()) {
            return;
        }
        table.insert(notice, now, recipients, errands);
        bells.ring(ringing);
        if (errands.stream().anyMatch(errand -> !errand.summary())) {
            Bells.afterCommit(deliveries::wake);
        }
    }

    @Override
    public void settle(String origin, String person) {
        if (table.settle(origin, person, time.now())) {
            bells.ring(List.of(person));
        }
    }

    @Override
    public void takeBack(String origin, Collection<String> people) {
        if (!people.isEmpty()) {
            remove(origin, people);
        }
    }

    @Override
    public void takeBack(String origin) {
        remove(origin, null);
    }

    private void remove(String origin, @Nullable Collection<String> people) {
        bells.ring(table.remove(origin, people).stream().distinct().toList());
    }
}
