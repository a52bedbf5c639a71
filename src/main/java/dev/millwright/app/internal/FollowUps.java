package dev.millwright.app.internal;

import dev.millwright.schema.Phase;
import dev.millwright.schema.SchemaPlan;
import dev.millwright.schema.Schemas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Does beside people's work what a release leaves to be done, and at the next start what was interrupted. */
@Component
class FollowUps {

    private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

    private final Schemas schemas;
    private final AppTable apps;
    private final SnapshotCache snapshots;
    private final ReleasePlanner planner;

    FollowUps(Schemas schemas, AppTable apps, SnapshotCache snapshots, ReleasePlanner planner) {
        this.schemas = schemas;
        this.apps = apps;
        this.snapshots = snapshots;
        this.planner = planner;
    }

    void later(String app, SchemaPlan tables) {
        if (!tables.steps(Phase.AFTER_COMMIT).isEmpty()) {
            Thread.ofVirtual().name("publish-follow-up").start(() -> finish(app, tables));
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        Thread.ofVirtual().name("publish-follow-up").start(() -> {
            try {
                apps.keys().forEach(key -> snapshots.find(key).ifPresent(app -> finish(key, planner.standing(app))));
            } catch (RuntimeException e) {
                LOG.error("Cannot look for what earlier releases left to be done", e);
            }
        });
    }

    private void finish(String app, SchemaPlan tables) {
        try {
            schemas.finish(tables);
        } catch (RuntimeException e) {
            LOG.error("Not all that the release of {} left to be done was done; the next start goes on", app, e);
        }
    }
}
