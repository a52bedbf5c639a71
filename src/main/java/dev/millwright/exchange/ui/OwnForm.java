package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.exchange.Imports.CellCheck;
import dev.millwright.exchange.Workbooks.Conflict;
import dev.millwright.exchange.Workbooks.Repetition;
import dev.millwright.exchange.Workbooks.Said;
import dev.millwright.exchange.ui.AppFromFile.Wanted;
import dev.millwright.exchange.ui.FormPlan.Collected;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Ids;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.UiTexts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Offers to make a form of columns that repeat together, and says what rows that contradict each other lose by it. */
final class OwnForm extends Div {

    private static final int SHOWN = 10;
    private static final int EXAMPLES = 3;

    private final UUID id = Ids.next();
    private final transient NewAppFields fields;
    private final int key;
    private final transient @Nullable Repetition offered;
    private final TextField label = new TextField(t("record.newApp.own.name"));
    private final MultiSelectComboBox<Integer> columns =
            ComponentTexts.localised(new MultiSelectComboBox<>(t("record.newApp.own.columns")));
    private final Select<Boolean> frequent = new Select<>();
    private final Div told = new Div();
    private transient @Nullable Repetition found;
    private boolean accepted;
    private boolean quiet;

    /**
     * @param key the column whose values become records
     * @param offered what was found to repeat beside it; null where nothing was, and only the person may want it
     */
    OwnForm(NewAppFields fields, int key, @Nullable Repetition offered) {
        this.fields = fields;
        this.key = key;
        this.offered = offered;
        this.found = offered;
        addClassName("mw-new-own");
        label.setValue(proposed(fields.label(key)));
        label.setMaxLength(NewAppView.LONGEST_NAME);
        label.addValueChangeListener(change -> {
            fields.membersChanged();
            fields.labelsChanged();
        });
        columns.setItemLabelGenerator(fields::label);
        columns.addValueChangeListener(change -> {
            if (!quiet) {
                read();
                fields.membersChanged();
            }
        });
        columns.addClassName("mw-import-wide");
        frequent.setLabel(t("record.newApp.own.decision"));
        frequent.setItems(true, false);
        frequent.setItemLabelGenerator(most -> {
            Repetition known = found;
            return known == null
                    ? ""
                    : t(
                            most ? "record.newApp.own.frequent" : "record.newApp.own.first",
                            most ? known.lostByFrequent() : known.lostByFirst());
        });
        frequent.setValue(true);
        frequent.addClassName("mw-import-wide");
        frequent.addValueChangeListener(change -> tell());
        show();
    }

    /** What the column is about, as a name for many. */
    private static String proposed(String heading) {
        String about = heading.strip();
        for (String ending : List.of("名称", "姓名", "编号", "编码", "代码", " name", " no.", " no", " number", " code", " id")) {
            if (about.toLowerCase(Locale.ROOT).endsWith(ending) && about.length() > ending.length()) {
                about = about.substring(0, about.length() - ending.length()).strip();
                break;
            }
        }
        boolean english = UiTexts.locale().getLanguage().equals("en")
                && !about.isEmpty()
                && Character.isLetter(about.charAt(about.length() - 1))
                && about.charAt(about.length() - 1) < 0x80;
        return english ? plural(about) : about;
    }

    private static String plural(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        if (small.endsWith("s")) {
            return word;
        }
        boolean toIes =
                small.endsWith("y") && small.length() > 1 && "aeiou".indexOf(small.charAt(small.length() - 2)) < 0;
        if (toIes) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return small.endsWith("x") || small.endsWith("ch") || small.endsWith("sh") ? word + "es" : word + "s";
    }

    UUID id() {
        return id;
    }

    int key() {
        return key;
    }

    String label() {
        String name = label.getValue().strip();
        return name.isEmpty() ? fields.label(key) : name;
    }

    boolean isAccepted() {
        return accepted;
    }

    Set<Integer> members() {
        return columns.getValue();
    }

    Map<String, String> readAs() {
        return found == null ? Map.of() : found.readAs();
    }

    /** The person has made the column a link to this form, or something else. */
    void chosen(boolean wanted) {
        if (wanted == accepted) {
            return;
        }
        accepted = wanted;
        quiet = true;
        Set<Integer> members = new LinkedHashSet<>();
        if (wanted) {
            List<Integer> free = fields.free(this);
            columns.setItems(free);
            if (offered != null) {
                offered.members().stream().filter(free::contains).forEach(members::add);
            }
        }
        columns.setValue(members);
        quiet = false;
        if (wanted && (offered == null || members.size() != offered.members().size())) {
            read();
        } else {
            found = offered;
            show();
        }
        fields.membersChanged();
    }

    /** The column is left out of the app. */
    void without(int column) {
        if (accepted && column == key) {
            fields.choose(this, false);
        } else if (accepted && members().contains(column)) {
            columns.deselect(column);
        }
    }

    /** Collects the records anew. */
    void read() {
        found = fields.read(key, ordered());
        show();
    }

    private List<Integer> ordered() {
        return members().stream().sorted().toList();
    }

    private void show() {
        removeAll();
        Repetition known = found;
        setVisible(accepted || offered != null);
        if (known == null || !isVisible()) {
            return;
        }
        if (!accepted) {
            String names =
                    known.members().stream().map(fields::label).collect(Collectors.joining(t("record.import.listed")));
            Button make = new Button(t("record.newApp.own.make", label()), click -> fields.choose(this, true));
            add(new Span(t("record.newApp.own.offer", fields.label(key), names, known.rows(), known.keys())), make);
            return;
        }
        // The counts in its words have changed.
        boolean most = !Boolean.FALSE.equals(frequent.getValue());
        frequent.setItems(true, false);
        frequent.setValue(most);
        frequent.setVisible(known.lostByFrequent() > 0 || known.lostByFirst() > 0);
        Button undo = new Button(t("record.newApp.own.undo"), click -> fields.choose(this, false));
        undo.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div chosen = new Div(label, columns, frequent);
        chosen.addClassName("mw-import-options");
        add(new Span(t("record.newApp.own.counts", known.keys(), known.rows(), fields.label(key))), chosen, told, undo);
        tell();
    }

    private void tell() {
        told.removeAll();
        Repetition known = found;
        if (known == null) {
            return;
        }
        if (!known.isPossible()) {
            told.add(new Span(t("record.newApp.own.tooMany", Repetition.MOST)));
            return;
        }
        UnorderedList list = new UnorderedList();
        if (!known.conflicts().isEmpty()) {
            told.add(new Span(t("record.newApp.own.conflicts")));
            known.conflicts().stream().limit(SHOWN).forEach(one -> list.add(new ListItem(words(one))));
            if (known.conflicts().size() > SHOWN) {
                list.add(new ListItem(
                        t("record.newApp.own.more", known.conflicts().size() - SHOWN)));
            }
        }
        if (known.respelled() > 0) {
            String examples = known.readAs().entrySet().stream()
                    .limit(EXAMPLES)
                    .map(one -> t("record.newApp.own.spelling", one.getKey(), one.getValue()))
                    .collect(Collectors.joining(t("record.import.listed")));
            list.add(new ListItem(t("record.newApp.own.respelled", known.respelled(), examples)));
        }
        if (known.keyless() > 0) {
            String lines = known.keylessLines().stream()
                    .limit(SHOWN)
                    .map(String::valueOf)
                    .collect(Collectors.joining(t("record.import.listed")));
            list.add(new ListItem(t("record.newApp.own.keyless", known.keyless(), fields.label(key), lines)));
        }
        misfits(known).forEach(one -> list.add(new ListItem(one)));
        told.add(list);
    }

    /** Values of the records that do not fit the kinds of their fields. */
    private List<String> misfits(Repetition known) {
        List<String> words = new ArrayList<>();
        List<Integer> members = known.members();
        for (int i = 0; i < members.size(); i++) {
            CellCheck check = fields.check(members.get(i));
            Set<String> odd = new LinkedHashSet<>();
            long count = 0;
            for (List<String> row : table(known)) {
                try {
                    check.read(row.get(i + 1));
                } catch (ValueFormatException e) {
                    count++;
                    if (odd.size() < EXAMPLES) {
                        odd.add(row.get(i + 1));
                    }
                }
            }
            if (count > 0) {
                words.add(t(
                        "record.newApp.own.misfits",
                        count,
                        fields.label(members.get(i)),
                        String.join(t("record.import.listed"), odd)));
            }
        }
        return words;
    }

    private List<List<String>> table(Repetition known) {
        return Boolean.FALSE.equals(frequent.getValue()) ? known.first() : known.frequent();
    }

    private String words(Conflict conflict) {
        String values = conflict.values().stream()
                .limit(EXAMPLES)
                .map(OwnForm::words)
                .collect(Collectors.joining(t("record.import.listed")));
        String taken = Boolean.FALSE.equals(frequent.getValue())
                ? conflict.first()
                : conflict.values().getFirst().text();
        return t("record.newApp.own.conflict", conflict.name(), fields.label(conflict.column()), values, taken);
    }

    private static String words(Said said) {
        return t("record.newApp.own.said", said.text(), said.rows(), said.line());
    }

    boolean isComplete() {
        boolean named = !label.getValue().isBlank();
        label.setInvalid(!named);
        label.setErrorMessage(t("record.newApp.noForm"));
        Repetition known = found;
        return named
                && known != null
                && known.isPossible()
                && members().stream().allMatch(fields::isComplete);
    }

    FormPlan plan() {
        Repetition known = found;
        if (known == null) {
            throw new IllegalStateException("Nothing was collected");
        }
        int named =
                known.members().stream().filter(fields::mayBeTitle).findFirst().orElse(-1);
        boolean byName = named >= 0 && !fields.isCalledByName(key);
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(fields.keyOf(this, !byName));
        known.members().forEach(column -> wanted.add(fields.memberOf(column, byName && column == named)));
        return new FormPlan(id, label(), new Collected(table(known), fields.dates()), wanted, key, null);
    }
}
