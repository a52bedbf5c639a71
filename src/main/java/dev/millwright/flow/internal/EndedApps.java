package dev.millwright.flow.internal;

import dev.millwright.app.AppDeleted;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What is under way in an app ends with it, in the same transaction: nobody is asked for what nobody can look at any more. */
@Component
class EndedApps {

    private final RunStore store;
    private final DueStore due;
    private final ObjectProvider<Course> course;

    EndedApps(RunStore store, DueStore due, ObjectProvider<Course> course) {
        this.store = store;
        this.due = due;
        this.course = course;
    }

    @EventListener
    void deleted(AppDeleted event) {
        due.forget(event.app().key());
        for (UUID run : store.livingOf(event.app().id())) {
            course.getObject().turn(run, turn -> {
                turn.end("cancelled");
                return true;
            });
        }
    }
}
