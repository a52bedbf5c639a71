package dev.millwright.record.internal;

import dev.millwright.field.Secret;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.secret.Secrets;
import dev.millwright.secret.UnopenedException;
import dev.millwright.shared.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Seals what is to be kept so before it reaches the database, each text for its own record and field. */
@Component
class Sealing {

    private final Secrets secrets;
    private final FormAccess access;

    Sealing(Secrets secrets, FormAccess access) {
        this.secrets = secrets;
        this.access = access;
    }

    /**
     * What was entered becomes what is kept; what is wrong stays as it is, for it is not written. The text that is kept already stays only
     * for those who may read it: to others, that nothing changed would tell that they guessed it.
     */
    void seal(RecordTable table, List<Draft> drafts) {
        List<StoredField> sealed = table.fields().stream()
                .filter(field -> field.field().type().isSealed())
                .toList();
        if (sealed.isEmpty()) {
            return;
        }
        Map<UUID, FieldRights> readable = access.unmasked(table, retyped(sealed, drafts));
        for (StoredField field : sealed) {
            for (Draft draft : drafts) {
                if (!draft.hasProblem(field)) {
                    FieldRights rights = readable.get(draft.id());
                    seal(table, field, draft, rights != null && !rights.hides(field.key()));
                }
            }
        }
    }

    /** Records of which a text is entered where one is kept. */
    private static Set<UUID> retyped(List<StoredField> sealed, List<Draft> drafts) {
        Set<UUID> retyped = new HashSet<>();
        for (Draft draft : drafts) {
            if (sealed.stream()
                    .anyMatch(field -> draft.value(field) instanceof Secret.Entered
                            && draft.before().containsKey(field.key()))) {
                retyped.add(draft.id());
            }
        }
        return retyped;
    }

    private void seal(RecordTable table, StoredField field, Draft draft, boolean readable) {
        Object before = draft.before().get(field.key());
        switch (draft.value(field)) {
            case Secret.Entered entered -> {
                String place = place(table, field, draft.id());
                if (!secrets.isReady()) {
                    draft.problem(Problem.error(
                            "record.error.noSecretKey",
                            field.key(),
                            field.field().label()));
                } else if (readable
                        && before instanceof Secret.Kept kept
                        && kept.end().equals(entered.end())
                        && isOf(entered.text(), kept, place)) {
                    draft.set(field, kept);
                } else {
                    draft.set(field, new Secret.Kept(secrets.seal(entered.text(), place), entered.end()));
                }
            }
            // A sealed text of another record opens nowhere else.
            case Secret.Kept kept
            when !kept.equals(before) ->
                draft.problem(Problem.error(
                        "record.error.secretElsewhere",
                        field.key(),
                        field.field().label()));
            case null, default -> {}
        }
    }

    /** What cannot be opened any more is another text. */
    private boolean isOf(String text, Secret.Kept kept, String place) {
        try {
            return secrets.open(kept.sealed(), place).equals(text);
        } catch (UnopenedException e) {
            return false;
        }
    }

    /**
     * The text that is kept sealed.
     *
     * @throws UnopenedException when it cannot be opened here
     */
    String open(RecordTable table, StoredField field, UUID record, Secret.Kept kept) {
        return secrets.open(kept.sealed(), place(table, field, record));
    }

    private static String place(RecordTable table, StoredField field, UUID record) {
        return table.form().id() + "/" + field.field().id() + "/" + record;
    }
}
