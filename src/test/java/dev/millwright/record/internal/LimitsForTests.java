package dev.millwright.record.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.FieldRights;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Limits of one form as a test says them. */
public final class LimitsForTests implements FieldLimits {

    private final String form;
    public volatile FieldRights rights = FieldRights.ALL;
    final Set<UUID> free = new HashSet<>();
    int asked;

    /** @param form its key */
    public LimitsForTests(String form) {
        this.form = form;
    }

    @Override
    public boolean concerns(PublishedApp app, PublishedForm asked) {
        return asked.key().equals(form) && !rights.equals(FieldRights.ALL);
    }

    @Override
    public FieldRights ofNew(PublishedApp app, PublishedForm asked, Person person) {
        return rights;
    }

    @Override
    public Map<UUID, FieldRights> of(PublishedApp app, PublishedForm form, Person person, Collection<UUID> records) {
        asked++;
        Map<UUID, FieldRights> limited = new HashMap<>();
        records.stream().filter(id -> !free.contains(id)).forEach(id -> limited.put(id, rights));
        return limited;
    }
}
