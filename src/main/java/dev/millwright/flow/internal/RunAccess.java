package dev.millwright.flow.internal;

import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who may see a run, and who may steer it. */
@Component
class RunAccess {

    private final RunStore store;
    private final RunRecords records;
    private final AppRights rights;
    private final CurrentPerson current;

    RunAccess(RunStore store, RunRecords records, AppRights rights, CurrentPerson current) {
        this.store = store;
        this.records = records;
        this.rights = rights;
        this.current = current;
    }

    /** Who may see a run: its starter, whoever has or had a part in it, who designs the app, and who sees the record. */
    Run require(UUID instance) {
        Run run = store.run(instance).orElseThrow(() -> new NotFoundException(instance.toString()));
        String me = current.get().id();
        boolean mine =
                me.equals(run.starter.id()) || administers(run) || store.takesPart(instance, me) || seesRecord(run);
        if (!mine) {
            throw new NotFoundException(instance.toString());
        }
        return run;
    }

    /** What another run waits for is withdrawn with that one: alone, its end would be taken for an answer. */
    boolean mayWithdraw(Run run) {
        return current.get().id().equals(run.starter.id())
                && !run.isOver()
                && !run.isWaitedFor()
                && store.version(run.version).chart().flow().settings().withdrawable();
    }

    boolean seesRecord(Run run) {
        if (run.form == null || run.record == null) {
            return false;
        }
        try {
            records.seen(run.form, run.record);
            return true;
        } catch (DomainException e) {
            return false;
        }
    }

    boolean administers(String app) {
        try {
            Access access = rights.access(app);
            return access.designs() || access.manages();
        } catch (NotFoundException e) {
            return false;
        }
    }

    boolean administers(Run run) {
        return administers(run.appKey) && rights.access(run.appKey).app().id().equals(run.app);
    }

    Run requireAdministered(UUID instance) {
        Run run = store.run(instance).orElseThrow(() -> new NotFoundException(instance.toString()));
        if (!administers(run)) {
            require(instance);
            throw new NotAllowedException("flow.error.administrators");
        }
        return run;
    }

    /** Only those who design or manage the app go on. */
    void requireAdministrator(String app) {
        if (!administers(app)) {
            throw new NotAllowedException("flow.error.administrators");
        }
    }
}
