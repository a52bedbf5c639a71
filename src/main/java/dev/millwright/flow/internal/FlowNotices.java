package dev.millwright.flow.internal;

import dev.millwright.flow.TaskEvent;
import dev.millwright.identity.Person;
import dev.millwright.notice.Notice;
import dev.millwright.notice.Notices;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.NoticeKinds;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people what concerns them in runs, within the transaction in which it happens. */
@Component
class FlowNotices implements NoticeKinds {

    private static final Label GROUP = Label.of("Flows", "流程");
    private static final String ARRIVED = "flow.arrived";
    private static final String OFFERED = "flow.offered";
    private static final String RETURNED = "flow.returned";
    private static final String URGED = "flow.urged";
    private static final String OVERDUE = "flow.overdue";
    private static final String COPIED = "flow.copied";
    private static final String MENTIONED = "flow.mentioned";
    private static final String CHANGED = "flow.changed";
    private static final String ENDED = "flow.ended";
    private static final String FAILED = "flow.failed";
    private static final String TOLD = "flow.told";

    private final ObjectProvider<Notices> notices;

    FlowNotices(ObjectProvider<Notices> notices) {
        this.notices = notices;
    }

    @Override
    public List<NoticeKind> kinds() {
        return List.of(
                NoticeKind.byBellAndMail(ARRIVED, GROUP, Label.of("A task arrives for me", "有任务等我处理"), 100),
                NoticeKind.byBell(OFFERED, GROUP, Label.of("A task can be claimed", "有任务可以领取"), 110),
                NoticeKind.byBellAndMail(RETURNED, GROUP, Label.of("Something is returned to me", "有任务退回给我"), 120),
                NoticeKind.byBellAndMail(URGED, GROUP, Label.of("I am awaited", "催办和提醒"), 130),
                NoticeKind.byBellAndMail(
                        OVERDUE, GROUP, Label.of("A task of others is not answered in time", "他人的任务未及时处理"), 140),
                NoticeKind.byBellAndMail(MENTIONED, GROUP, Label.of("I am mentioned", "有人提到我"), 150),
                NoticeKind.byBell(COPIED, GROUP, Label.of("Something is copied to me", "有内容抄送给我"), 160),
                NoticeKind.byBellAndMail(TOLD, GROUP, Label.of("A flow tells me something", "流程通知我"), 165),
                NoticeKind.byBell(
                        CHANGED,
                        GROUP,
                        Label.of("Something I agreed to or handed in has changed", "我同意过或提交的内容有变化"),
                        170),
                NoticeKind.byBellAndMail(ENDED, GROUP, Label.of("What I started has ended", "我发起的流程结束"), 180),
                NoticeKind.byBellAndMail(FAILED, GROUP, Label.of("A flow of mine fails", "我负责的流程出错"), 190));
    }

    @EventListener
    void on(TaskEvent event) {
        String person = event.person().id();
        if (person == null) {
            return;
        }
        UUID task = event.task();
        switch (event.kind()) {
            case DONE -> notices.getObject().settle(origin(task), person);
            case CLOSED -> notices.getObject().takeBack(origin(task), List.of(person));
            case ARRIVED -> tell(event, event.by() == null ? ARRIVED : RETURNED, false);
            case GIVEN, ADDED, DELEGATED -> tell(event, ARRIVED, false);
            case OFFERED -> tell(event, OFFERED, false);
            case COPIED -> tell(event, COPIED, false);
            case MENTIONED -> tell(event, MENTIONED, false);
            case URGED -> tell(event, URGED, true);
            case OVERDUE -> tell(event, OVERDUE, true);
            case CHANGED -> tell(event, CHANGED, false);
            case ENDED -> tell(event, ENDED, false);
            case FAILED, NOT_BEGUN -> tell(event, FAILED, true);
        }
    }

    private static String origin(@Nullable UUID task) {
        return "task/" + task;
    }

    private void tell(TaskEvent event, String kind, boolean urgent) {
        String person = Objects.requireNonNull(event.person().id());
        if (event.by() != null && person.equals(event.by().id())) {
            return;
        }
        UUID task = event.task();
        TaskEvent.Names names = event.names();
        String outcome = names.outcome() == null ? "" : names.outcome();
        String by = event.by() == null ? "" : event.by().name();
        String code = switch (event.kind()) {
            case URGED -> by.isEmpty() ? "flow.notice.reminded" : "flow.notice.urged";
            case NOT_BEGUN -> event.instance() == null ? "flow.notice.notBegun" : "flow.notice.notGoneOn";
            case GIVEN -> "flow.notice.given";
            case ADDED -> "flow.notice.added";
            case DELEGATED -> "flow.notice.delegated";
            // Without a task it has been accepted; with one, it changes while others still agree.
            case CHANGED -> task == null ? "flow.notice.changedSince" : "flow.notice.changed";
            default -> "flow.notice." + kind.substring("flow.".length());
        };
        Notice notice = Notice.to(
                        person,
                        kind,
                        Phrase.of(
                                code,
                                names.title(),
                                names.flow(),
                                names.step() == null ? "" : names.step(),
                                by,
                                outcome),
                        link(event))
                .about(task == null ? "run/" + event.instance() : origin(task));
        Phrase failure = event.failure();
        if (failure != null) {
            notice = notice.withDetails(List.of(failure));
        } else if (!event.reason().isBlank()) {
            notice = notice.withDetails(List.of(Phrase.of("flow.notice.reason", event.reason())));
        }
        notices.getObject().tell(urgent ? notice.urgently() : notice);
    }

    private static String link(TaskEvent event) {
        UUID task = event.task();
        if (event.kind() == TaskEvent.Kind.NOT_BEGUN) {
            return "app/" + event.names().app() + "/runs";
        }
        // Who is called may not have the task, of which the page belongs to one person alone.
        return task == null || event.kind() == TaskEvent.Kind.OVERDUE || event.kind() == TaskEvent.Kind.MENTIONED
                ? "work/run/" + event.instance()
                : "work/task/" + task;
    }

    /** What a node tells people; it leads them to the run. */
    void told(UUID instance, List<Person> people, Phrase what, List<Phrase> details) {
        notices.getObject()
                .tell(Notice.to(people.stream().map(Person::id).toList(), TOLD, what, "work/run/" + instance)
                        .withDetails(details));
    }

    /** Somebody saw to what could not begin. */
    void settled(UUID start) {
        notices.getObject().takeBack(origin(start));
    }
}
