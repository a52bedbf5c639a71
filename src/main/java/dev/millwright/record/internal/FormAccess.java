package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.StaleReleaseException;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Says which forms the one who is signed in may reach, from the snapshots in memory. */
@Component
class FormAccess implements AccessibleForms {

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final CurrentPerson currentPerson;
    private final ConcurrentHashMap<Key, RecordTable> tables = new ConcurrentHashMap<>();

    FormAccess(PublishedApps apps, PublishedForms forms, CurrentPerson currentPerson) {
        this.apps = apps;
        this.forms = forms;
        this.currentPerson = currentPerson;
    }

    Person person() {
        return currentPerson.get();
    }

    @Override
    public PublishedForm require(FormRef ref, Action action) {
        return table(ref, action).form();
    }

    @Override
    public List<PublishedForm> all(String key) {
        Person person = person();
        PublishedApp app =
                apps.find(key).filter(a -> a.rights().opens(person)).orElseThrow(() -> new NotFoundException(key));
        return forms.all(app).stream()
                .filter(form -> app.rights().allows(person, form.key(), Action.SEE))
                .toList();
    }

    @Override
    public boolean allows(FormRef ref, Action action) {
        return apps.find(ref.app())
                .filter(app -> app.rights().allows(person(), ref.form(), action))
                .isPresent();
    }

    @Override
    public <T> T upToDate(String app, Supplier<T> work) {
        Optional<PublishedApp> before = apps.designed(app);
        try {
            return work.get();
        } catch (DomainException e) {
            if (before.filter(apps::isOvertaken).isEmpty()) {
                throw e;
            }
        }
        return work.get();
    }

    /** Learns of what another node published: for work in which an unknown field would not be refused but left out. */
    void catchUp(String app) {
        apps.designed(app).ifPresent(apps::isOvertaken);
    }

    /** As {@link #require}, with the form's table. */
    RecordTable table(FormRef ref, Action action) {
        Person person = person();
        PublishedApp app = apps.find(ref.app()).orElseThrow(() -> new NotFoundException(ref.app()));
        if (!app.rights().allows(person, ref.form(), action)) {
            if (action != Action.SEE && app.rights().allows(person, ref.form(), Action.SEE)) {
                throw new NotAllowedException(
                        "record.error.notAllowed." + action.key(),
                        find(app, ref).form().label());
            }
            throw new NotFoundException(ref.form());
        }
        return find(app, ref);
    }

    /**
     * Makes sure, until the transaction ends, that the table is what the published release says.
     *
     * @throws dev.millwright.app.StaleReleaseException when it is not; worth another try with what is published now
     */
    void hold(RecordTable table) {
        apps.find(table.form().app().key())
                .filter(app -> app.release() == table.form().app().release())
                .ifPresentOrElse(apps::holdRelease, () -> {
                    throw new StaleReleaseException(table.form().app().key());
                });
    }

    /** A form by its id, if the person may see it. */
    Optional<RecordTable> visible(UUID form) {
        Person person = person();
        return any(form)
                .filter(table -> apps.find(table.form().app().key())
                        .filter(app -> app.rights().allows(person, table.form().key(), Action.SEE))
                        .isPresent());
    }

    /** A form by its id, whoever asks: for titles that go into the history. */
    Optional<RecordTable> any(UUID form) {
        return forms.byId(form).map(this::table);
    }

    boolean allows(RecordTable table, Action action) {
        Person person = person();
        return apps.find(table.form().app().key())
                .filter(app -> app.rights().allows(person, table.form().key(), action))
                .isPresent();
    }

    private RecordTable find(PublishedApp app, FormRef ref) {
        return forms.all(app).stream()
                .filter(form -> form.key().equals(ref.form()))
                .findFirst()
                .map(this::table)
                .orElseThrow(() -> new NotFoundException(ref.form()));
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot never changes
    private RecordTable table(PublishedForm form) {
        Key key = new Key(form.id(), form.language());
        RecordTable known = tables.get(key);
        if (known == null || known.form() != form) {
            known = new RecordTable(form);
            tables.put(key, known);
        }
        return known;
    }

    private record Key(UUID form, Locale language) {}
}
