package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FieldTypesForTests;
import dev.millwright.form.FormEdit.FieldChange;
import dev.millwright.form.FormEdit.FormChange;
import dev.millwright.form.Place.Side;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

class FormEditorTests {

    private final DefinitionCodec codec = new DefinitionCodec();
    private final FieldTypes types =
            FieldTypesForTests.of(new NoteFieldType("note", true), new NoteFieldType("sketch", false));

    private final UUID general = Ids.next();
    private final UUID details = Ids.next();

    @Test
    void addsTwoTabsInOneStepOfUndo() {
        FormEditor editor = editor(form("a", "b"));
        int before = editor.definition().sections().size();
        editor.apply(new FormEdit.AddSections(
                List.of(new FormEdit.NewSection(Ids.next(), "Tab 1"), new FormEdit.NewSection(Ids.next(), "Tab 2")),
                SectionDisplay.TAB,
                before));
        assertThat(editor.definition().sections().subList(before, before + 2))
                .allMatch(section -> section.display() == SectionDisplay.TAB)
                .extracting(SectionDefinition::title)
                .containsExactly("Tab 1", "Tab 2");
        assertThat(editor.undo()).isPresent();
        assertThat(editor.definition().sections()).hasSize(before);
        assertThat(editor.redo()).isPresent();
        assertThat(editor.definition().sections()).hasSize(before + 2);
    }

    @Test
    void addsBelowWhatIsSelected() {
        FormEditor editor = editor(form("a | b", "c"));
        editor.select(Selection.field(id(editor, "a")));
        add(editor, "new");
        assertThat(drawn(editor)).isEqualTo("a b / new // c");
        assertThat(editor.selectedField().orElseThrow().label()).isEqualTo("new");
    }

    @Test
    void addsAtTheEndWhenNothingIsSelected() {
        FormEditor editor = editor(form("a", "b"));
        add(editor, "new");
        assertThat(drawn(editor)).isEqualTo("a // b / new");
    }

    @Test
    void putsAFieldBesideAnother() {
        FormEditor editor = editor(form("a | b", "c"));
        move(editor, "c", beside(editor, "b", Side.BEFORE));
        assertThat(drawn(editor)).isEqualTo("a c b // ");
        move(editor, "a", beside(editor, "b", Side.AFTER));
        assertThat(drawn(editor)).isEqualTo("c b a // ");
    }

    @Test
    void aFullRowTakesNoFifthButLetsItsOwnChangePlaces() {
        FormEditor editor = editor(form("a | b | c | d", "e"));
        assertThatThrownBy(() -> move(editor, "e", beside(editor, "b", Side.BEFORE)))
                .isInstanceOf(EditRefusedException.class)
                .extracting("code")
                .isEqualTo("form.edit.rowFull");
        assertThat(drawn(editor)).isEqualTo("a b c d // e");
        assertThat(editor.canUndo()).isFalse();
        move(editor, "d", beside(editor, "a", Side.BEFORE));
        assertThat(drawn(editor)).isEqualTo("d a b c // e");
    }

    @Test
    void indicesOfRowsMeanWhatWasSeenBeforeTheMove() {
        FormEditor editor = editor(form("a / b / c / d", ""));
        move(editor, "a", new Place.NewRow(general, 3));
        assertThat(drawn(editor)).isEqualTo("b / c / a / d // ");
        move(editor, "d", new Place.NewRow(general, 0));
        assertThat(drawn(editor)).isEqualTo("d / b / c / a // ");
    }

    @Test
    void aMoveToWhereItStandsIsNoEdit() {
        FormEditor editor = editor(form("a / b | c", ""));
        assertThat(editor.apply(new FormEdit.MoveFields(List.of(id(editor, "a")), new Place.NewRow(general, 1))))
                .isFalse();
        assertThat(editor.apply(new FormEdit.MoveFields(List.of(id(editor, "b")), beside(editor, "c", Side.BEFORE))))
                .isFalse();
        assertThat(editor.apply(new FormEdit.MoveFields(List.of(id(editor, "b")), beside(editor, "b", Side.AFTER))))
                .isFalse();
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void makesASectionBetweenSections() {
        FormEditor editor = editor(form("a / b", "c"));
        move(editor, "b", new Place.NewSection(Ids.next(), 1));
        assertThat(drawn(editor)).isEqualTo("a // b // c");
    }

    @Test
    void movesSeveralFieldsInTheGivenOrder() {
        FormEditor editor = editor(form("a | b / c", "d"));
        editor.apply(
                new FormEdit.MoveFields(List.of(id(editor, "c"), id(editor, "a")), beside(editor, "d", Side.AFTER)));
        assertThat(drawn(editor)).isEqualTo("b // d c a");
    }

    @Test
    void reordersSections() {
        FormEditor editor = editor(form("a", "b"));
        editor.apply(new FormEdit.MoveSection(details, 0));
        assertThat(drawn(editor)).isEqualTo("b // a");
        editor.apply(new FormEdit.MoveSection(details, 2));
        assertThat(drawn(editor)).isEqualTo("a // b");
    }

    @Test
    void aSectionGoesWithItsFieldsAndTheLastOneStays() {
        FormEditor editor = editor(form("a / b", "c"));
        editor.apply(new FormEdit.RemoveSection(general));
        assertThat(drawn(editor)).isEqualTo("c");
        assertThatThrownBy(() -> editor.apply(new FormEdit.RemoveSection(details)))
                .isInstanceOf(EditRefusedException.class);
        editor.undo();
        assertThat(drawn(editor)).isEqualTo("a / b // c");
    }

    @Test
    void theKeyboardMovesStepByStepThroughRowsAndSections() {
        FormEditor editor = editor(form("a / b", "c"));
        assertThat(step(editor, "a", FormEditor.Direction.UP)).isFalse();
        step(editor, "a", FormEditor.Direction.DOWN);
        assertThat(drawn(editor)).isEqualTo("b / a // c");
        step(editor, "a", FormEditor.Direction.LEFT);
        assertThat(drawn(editor)).isEqualTo("b a // c");
        step(editor, "a", FormEditor.Direction.LEFT);
        assertThat(drawn(editor)).isEqualTo("a b // c");
        step(editor, "a", FormEditor.Direction.DOWN);
        assertThat(drawn(editor)).isEqualTo("b / a // c");
        step(editor, "a", FormEditor.Direction.DOWN);
        assertThat(drawn(editor)).isEqualTo("b // a / c");
        step(editor, "a", FormEditor.Direction.RIGHT);
        assertThat(drawn(editor)).isEqualTo("b // a c");
        step(editor, "a", FormEditor.Direction.UP);
        step(editor, "a", FormEditor.Direction.UP);
        assertThat(drawn(editor)).isEqualTo("b / a // c");
    }

    @Test
    void aCopyHasALabelAndAKeyOfItsOwn() {
        FormEditor editor = editor(form("Serial no | b", ""));
        editor.apply(new FormEdit.DuplicateField(id(editor, "Serial no"), Ids.next()));
        assertThat(drawn(editor)).isEqualTo("Serial no Serial no 2 b // ");
        assertThat(editor.selectedField().orElseThrow().key()).isEqualTo("serial_no_2");
    }

    @Test
    void theKeyFollowsTheLabelUntilThePersonChangesIt() {
        FormEditor editor = editor(form("", ""));
        UUID field = add(editor, "Text");
        UUID second = add(editor, "Text");
        label(editor, field, "序列号");
        assertThat(key(editor, field)).isEqualTo("xuliehao");
        label(editor, second, "Serial no");
        assertThat(key(editor, second)).isEqualTo("serial_no");
        change(editor, second, new FieldChange.Key("sn"));
        label(editor, second, "Serial number");
        assertThat(key(editor, second)).isEqualTo("sn");
    }

    @Test
    void aKeyThatOnlyDiffersByItsNumberStillFollows() {
        FormEditor editor = editor(form("Text", ""));
        UUID second = add(editor, "Text");
        assertThat(key(editor, second)).isEqualTo("text_2");
        label(editor, second, "Colour");
        assertThat(key(editor, second)).isEqualTo("colour");
        label(editor, second, "");
        label(editor, second, "Size");
        assertThat(key(editor, second)).isEqualTo("size");
    }

    @Test
    void publishedKeysAreFrozen() {
        FormDefinition published = form("a", "");
        FormEditor editor = new FormEditor(published, published, types, codec, Locale.ENGLISH, form -> Problems.NONE);
        UUID field = id(editor, "a");
        label(editor, field, "Renamed");
        assertThat(key(editor, field)).isEqualTo("a");
        assertThatThrownBy(() -> change(editor, field, new FieldChange.Key("other")))
                .isInstanceOf(EditRefusedException.class);
        assertThatThrownBy(() -> editor.apply(new FormEdit.ChangeForm(new FormChange.Key("other"))))
                .isInstanceOf(EditRefusedException.class);
        editor.apply(new FormEdit.ChangeForm(new FormChange.Label("Renamed")));
        assertThat(editor.definition().key()).isEqualTo("form");
    }

    @Test
    void theKeyOfTheFormFollowsItsLabelToo() {
        FormEditor editor = editor(form("a", ""));
        editor.apply(new FormEdit.ChangeForm(new FormChange.Label("设备台账")));
        assertThat(editor.definition().key()).isEqualTo("shebeitaizhang");
    }

    @Test
    void aPublishedFieldIsRetiredAndBroughtBackAsItWas() {
        FormDefinition published = form("a | b", "");
        FormEditor editor = new FormEditor(published, published, types, codec, Locale.ENGLISH, form -> Problems.NONE);
        UUID a = id(editor, "a");
        UUID fresh = add(editor, "fresh");
        FieldDefinition before = editor.definition().field(a).orElseThrow();
        editor.apply(new FormEdit.RemoveField(a));
        editor.apply(new FormEdit.RemoveField(fresh));
        assertThat(editor.definition().retired()).containsExactly(before);
        UUID again = add(editor, "a");
        assertThat(key(editor, again))
                .as("the key of a retired field stays taken")
                .isEqualTo("a_2");
        editor.apply(new FormEdit.BringBackField(a, new Place.NewRow(general, 0)));
        assertThat(editor.definition().retired()).isEmpty();
        assertThat(editor.definition().field(a)).contains(before);
    }

    @Test
    void aRemovedFieldNoLongerNamesRecords() {
        FormEditor editor = editor(form("a | b", ""));
        UUID a = id(editor, "a");
        editor.apply(new FormEdit.ChangeForm(new FormChange.TitleField(a)));
        editor.apply(new FormEdit.RemoveField(a));
        assertThat(editor.definition().titleField()).isNull();
        editor.undo();
        assertThat(editor.definition().titleField()).isEqualTo(a);
    }

    @Test
    void afterARemovalTheNextFieldIsSelected() {
        FormEditor editor = editor(form("a / b", "c"));
        editor.select(Selection.field(id(editor, "b")));
        editor.apply(new FormEdit.RemoveField(id(editor, "b")));
        assertThat(editor.selectedField().orElseThrow().label()).isEqualTo("c");
        editor.apply(new FormEdit.RemoveField(id(editor, "c")));
        assertThat(editor.selectedField().orElseThrow().label()).isEqualTo("a");
        editor.apply(new FormEdit.RemoveField(id(editor, "a")));
        assertThat(editor.selection()).isEqualTo(Selection.FORM);
    }

    @Test
    void typingIntoOnePlaceIsOneStep() {
        FormEditor editor = editor(form("a | b", ""));
        UUID a = id(editor, "a");
        Stream.of("S", "Se", "Ser")
                .forEach(text -> editor.type(new FormEdit.ChangeField(a, new FieldChange.Label(text))));
        editor.endTyping();
        Stream.of("Seri", "Serial")
                .forEach(text -> editor.type(new FormEdit.ChangeField(a, new FieldChange.Label(text))));
        editor.type(new FormEdit.ChangeField(a, new FieldChange.Help("?")));
        editor.undo();
        assertThat(drawn(editor)).isEqualTo("Serial b // ");
        editor.undo();
        assertThat(drawn(editor)).isEqualTo("Ser b // ");
        editor.undo();
        assertThat(drawn(editor)).isEqualTo("a b // ");
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void typingBackToWhatItWasLeavesNoStep() {
        FormEditor editor = editor(form("a", ""));
        UUID a = id(editor, "a");
        editor.type(new FormEdit.ChangeField(a, new FieldChange.Label("ab")));
        editor.type(new FormEdit.ChangeField(a, new FieldChange.Label("a")));
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void neverTakesMoreThanThreeHundredFields() {
        FormEditor editor = editor(form("", ""));
        IntStream.range(0, FormDefinition.MAX_FIELDS).forEach(i -> add(editor, "Field " + i));
        assertThatThrownBy(() -> add(editor, "One more"))
                .isInstanceOf(EditRefusedException.class)
                .extracting("code")
                .isEqualTo("form.problem.tooManyFields");
        assertThatThrownBy(() -> editor.apply(new FormEdit.DuplicateField(id(editor, "Field 7"), Ids.next())))
                .isInstanceOf(EditRefusedException.class);
    }

    @Test
    void anotherTypeStartsWithItsOwnSettings() {
        FormEditor editor = editor(form("a", ""));
        UUID a = id(editor, "a");
        change(editor, a, new FieldChange.Unique(true));
        change(editor, a, new FieldChange.Default(IntNode.valueOf(7)));
        change(editor, a, new FieldChange.Type("sketch"));
        FieldDefinition field = editor.definition().field(a).orElseThrow();
        assertThat(field.unique()).isFalse();
        assertThat(field.defaultValue()).isNull();
        assertThat(field.label()).isEqualTo("a");
        editor.undo();
        assertThat(editor.definition().field(a).orElseThrow().unique()).isTrue();
    }

    @Test
    void fieldsOfATypeThatIsNotInstalledAreKept() {
        FieldDefinition unknown = new FieldDefinition(
                Ids.next(),
                "u",
                "u",
                "hologram",
                codec.mapper().createObjectNode().put("x", 1),
                false,
                false,
                "",
                "",
                null);
        FormDefinition form = form("a", "");
        FormEditor editor = editor(new FormDefinition(
                form.id(),
                form.key(),
                form.label(),
                form.icon(),
                null,
                null,
                List.of(new SectionDefinition(general, "", List.of(new RowDefinition(List.of(unknown))))),
                List.of()));
        label(editor, unknown.id(), "Renamed");
        move(editor, "Renamed", new Place.NewSection(Ids.next(), 0));
        assertThat(editor.definition().field(unknown.id()).orElseThrow().config())
                .isEqualTo(unknown.config());
        assertThat(editor.definition().field(unknown.id()).orElseThrow().type()).isEqualTo("hologram");
    }

    @Test
    void tellsTheProblemsOfTheFormAsItStands() {
        FormEditor editor = new FormEditor(
                form("a", ""),
                null,
                types,
                codec,
                Locale.ENGLISH,
                form -> form.fields()
                        .filter(f -> f.label().isBlank())
                        .map(f -> Problem.error("form.problem.labelMissing", f.id() + ".label"))
                        .reduce(Problems.NONE, Problems::and, Problems::and));
        assertThat(editor.problems()).isEmpty();
        label(editor, id(editor, "a"), " ");
        assertThat(editor.problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void undoingTwoHundredMixedEditsGivesTheSameBytes(long seed) {
        Random random = new Random(seed);
        FormDefinition start = form("a | b / c / d", "e | f | g");
        FormEditor editor = new FormEditor(
                start, seed % 2 == 0 ? start : null, types, codec, Locale.ENGLISH, form -> Problems.NONE);
        List<String> states = new ArrayList<>(List.of(codec.write(editor.definition())));
        while (states.size() <= 200) {
            try {
                if (editor.apply(randomEdit(editor, random))) {
                    states.add(codec.write(editor.definition()));
                }
            } catch (EditRefusedException refused) {
                assertThat(codec.write(editor.definition())).isEqualTo(states.getLast());
            }
        }
        for (int i = 199; i >= 0; i--) {
            editor.undo();
            assertThat(codec.write(editor.definition())).isEqualTo(states.get(i));
        }
        assertThat(editor.canUndo()).isFalse();
        for (int i = 1; i <= 200; i++) {
            editor.redo();
            assertThat(codec.write(editor.definition())).isEqualTo(states.get(i));
        }
        assertThat(editor.canRedo()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void noEditLosesOrDoublesAFieldOrBreaksTheShape(long seed) {
        Random random = new Random(seed);
        FormDefinition start = form("a | b / c / d", "e | f | g");
        FormEditor editor = new FormEditor(start, start, types, codec, Locale.ENGLISH, form -> Problems.NONE);
        for (int i = 0; i < 500; i++) {
            try {
                editor.apply(randomEdit(editor, random));
            } catch (EditRefusedException refused) {
                continue;
            }
            FormDefinition form = editor.definition();
            assertThat(form.sections()).isNotEmpty();
            assertThat(form.sections())
                    .flatExtracting(SectionDefinition::rows)
                    .allSatisfy(row -> assertThat(row.fields()).hasSizeBetween(1, 4));
            List<UUID> all = Stream.concat(form.fields(), form.retired().stream())
                    .map(FieldDefinition::id)
                    .toList();
            assertThat(all).doesNotHaveDuplicates();
            assertThat(all).containsAll(start.fields().map(FieldDefinition::id).toList());
            assertThat(form.fields().map(FieldDefinition::key)).doesNotHaveDuplicates();
        }
    }

    private FormEdit randomEdit(FormEditor editor, Random random) {
        FormDefinition form = editor.definition();
        List<FieldDefinition> fields = form.fields().toList();
        UUID field = fields.isEmpty() ? Ids.next() : any(fields, random).id();
        UUID section = any(form.sections(), random).id();
        int count = form.sections().size();
        return switch (random.nextInt(14)) {
            case 0, 1 -> new FormEdit.AddField(Ids.next(), "note", "Text", place(editor, random));
            case 2, 3, 4 -> new FormEdit.MoveFields(someOf(fields, random), place(editor, random));
            case 5 -> new FormEdit.RemoveField(field);
            case 6 -> new FormEdit.DuplicateField(field, Ids.next());
            case 7 -> new FormEdit.AddSection(Ids.next(), "Section", random.nextInt(count + 1));
            case 8 -> new FormEdit.MoveSection(section, random.nextInt(count + 1));
            case 9 -> new FormEdit.RemoveSection(section);
            case 10 -> new FormEdit.ChangeSection(section, "Title " + random.nextInt(100));
            case 11 ->
                new FormEdit.ChangeForm(anyOf(
                        random,
                        new FormChange.Label("表单 " + random.nextInt(100)),
                        new FormChange.Icon("vaadin:car"),
                        new FormChange.TitleField(random.nextBoolean() ? field : null),
                        new FormChange.KeyField(field)));
            case 12 ->
                form.retired().isEmpty()
                        ? new FormEdit.RemoveField(field)
                        : new FormEdit.BringBackField(
                                any(form.retired(), random).id(), place(editor, random));
            default -> new FormEdit.ChangeField(field, fieldChange(random));
        };
    }

    private FieldChange fieldChange(Random random) {
        ObjectNode config = codec.mapper().createObjectNode().put("width", random.nextInt(100));
        config.putArray("tags").add("x");
        return anyOf(
                random,
                new FieldChange.Label("字段 " + random.nextInt(100)),
                new FieldChange.Key("key_" + random.nextInt(1_000_000)),
                new FieldChange.Help("help " + random.nextInt(100)),
                new FieldChange.Placeholder("e.g. " + random.nextInt(100)),
                new FieldChange.Required(random.nextBoolean()),
                new FieldChange.Unique(random.nextBoolean()),
                new FieldChange.Default(random.nextBoolean() ? IntNode.valueOf(random.nextInt()) : null),
                new FieldChange.Config("width", config),
                new FieldChange.Type(random.nextBoolean() ? "note" : "sketch"));
    }

    private static Place place(FormEditor editor, Random random) {
        FormDefinition form = editor.definition();
        SectionDefinition section = any(form.sections(), random);
        List<FieldDefinition> fields = form.fields().toList();
        return switch (random.nextInt(4)) {
            case 0 ->
                new Place.NewRow(section.id(), random.nextInt(section.rows().size() + 1));
            case 1 ->
                new Place.NewSection(Ids.next(), random.nextInt(form.sections().size() + 1));
            default ->
                fields.isEmpty()
                        ? new Place.NewRow(section.id(), 0)
                        : new Place.BesideField(any(fields, random).id(), anyOf(random, Side.BEFORE, Side.AFTER));
        };
    }

    private static List<UUID> someOf(List<FieldDefinition> fields, Random random) {
        List<UUID> ids =
                new ArrayList<>(fields.stream().map(FieldDefinition::id).toList());
        Collections.shuffle(ids, random);
        return ids.subList(0, Math.min(ids.size(), 1 + random.nextInt(2)));
    }

    private static <T> T any(List<T> items, Random random) {
        return items.get(random.nextInt(items.size()));
    }

    @SafeVarargs
    private static <T> T anyOf(Random random, T... items) {
        return items[random.nextInt(items.length)];
    }

    @Test
    void earlierEditsCanBeUndoneAfterTheReleaseButForgetNothingPublished() {
        FormEditor editor = editor(form("a", ""));
        UUID fresh = add(editor, "fresh");
        change(editor, fresh, new FieldChange.Key("settled"));
        FormDefinition live = editor.definition();
        editor.released(live);
        assertThatThrownBy(() -> change(editor, fresh, new FieldChange.Key("other")))
                .isInstanceOf(EditRefusedException.class);
        editor.undo();
        assertThat(drawn(editor)).isEqualTo("a // ");
        assertThat(editor.definition().retired())
                .containsExactly(live.field(fresh).orElseThrow());
        editor.redo();
        assertThat(editor.definition()).isEqualTo(live);
        assertThat(editor.canRedo()).isFalse();
    }

    private FormEditor editor(FormDefinition form) {
        return new FormEditor(form, null, types, codec, Locale.ENGLISH, f -> Problems.NONE);
    }

    /** Two sections; rows are parted by a slash, fields by a bar. */
    private FormDefinition form(String first, String second) {
        return new FormDefinition(
                Ids.next(),
                "form",
                "Form",
                "vaadin:form",
                null,
                null,
                List.of(
                        new SectionDefinition(general, "General", rows(first)),
                        new SectionDefinition(details, "Details", rows(second))),
                List.of());
    }

    private List<RowDefinition> rows(String text) {
        return Stream.of(text.split("/"))
                .filter(row -> !row.isBlank())
                .map(row -> new RowDefinition(Stream.of(row.split("\\|"))
                        .map(label -> note(label.trim()))
                        .toList()))
                .toList();
    }

    private FieldDefinition note(String label) {
        return new FieldDefinition(
                Ids.next(),
                label.toLowerCase(java.util.Locale.ROOT).replace(' ', '_'),
                label,
                "note",
                (ObjectNode) codec.tree(new NoteFieldType.Config(3, List.of())),
                false,
                false,
                "",
                "",
                null);
    }

    private static String drawn(FormEditor editor) {
        return String.join(
                " // ",
                editor.definition().sections().stream()
                        .map(section -> String.join(
                                " / ",
                                section.rows().stream()
                                        .map(row -> String.join(
                                                " ",
                                                row.fields().stream()
                                                        .map(FieldDefinition::label)
                                                        .toList()))
                                        .toList()))
                        .toList());
    }

    private static UUID id(FormEditor editor, String label) {
        return editor.definition()
                .fields()
                .filter(f -> f.label().equals(label))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static @Nullable String key(FormEditor editor, UUID field) {
        return editor.definition().field(field).map(FieldDefinition::key).orElse(null);
    }

    private static UUID add(FormEditor editor, String label) {
        UUID id = Ids.next();
        editor.apply(new FormEdit.AddField(id, "note", label, editor.placeAfterSelection()));
        return id;
    }

    private static void move(FormEditor editor, String label, Place place) {
        editor.apply(new FormEdit.MoveFields(List.of(id(editor, label)), place));
    }

    private static boolean step(FormEditor editor, String label, FormEditor.Direction direction) {
        UUID field = id(editor, label);
        return editor.step(field, direction)
                .map(place -> editor.apply(new FormEdit.MoveFields(List.of(field), place)))
                .orElse(false);
    }

    private static void label(FormEditor editor, UUID field, String label) {
        change(editor, field, new FieldChange.Label(label));
    }

    private static void change(FormEditor editor, UUID field, FieldChange change) {
        editor.apply(new FormEdit.ChangeField(field, change));
    }

    @Test
    void rulesFollowAFieldThatIsCalledOtherwise() {
        FormEditor editor = editor(form("Price | Total", ""));
        UUID price = editor.definition().fields().toList().get(0).id();
        UUID total = editor.definition().fields().toList().get(1).id();
        FormDefinition ruled = editor.definition()
                .withRules(List.of(new FormRule(
                        Ids.next(),
                        "Dear",
                        true,
                        "price > 3",
                        List.of(new RuleAction.Fill(total, "price * 2"), new RuleAction.Lock(List.of(price))))));
        FormEditor again = editor(ruled);
        again.apply(new FormEdit.ChangeField(price, new FormEdit.FieldChange.Label("Unit cost")));
        FormRule rule = again.definition().rules().getFirst();
        assertThat(rule.when()).isEqualTo("unit_cost > 3");
        assertThat(rule.then())
                .containsExactly(new RuleAction.Fill(total, "unit_cost * 2"), new RuleAction.Lock(List.of(price)));
    }

    @Test
    void formulasFollowAFieldThatIsCalledOtherwise() {
        FormEditor editor = editor(form("Price | Total", ""));
        UUID price = editor.definition().fields().toList().get(0).id();
        UUID total = editor.definition().fields().toList().get(1).id();
        editor.apply(new FormEdit.ChangeField(
                total,
                new FormEdit.FieldChange.Formula("（price＊2）+ \"price\" + price.x + other.price + PRICE(price)")));
        editor.apply(new FormEdit.ChangeField(price, new FormEdit.FieldChange.Label("Unit cost")));
        assertThat(editor.definition().field(total).orElseThrow().formula())
                .isEqualTo("（unit_cost＊2）+ \"price\" + unit_cost.x + other.price + PRICE(unit_cost)");
    }

    private static Place beside(FormEditor editor, String label, Side side) {
        return new Place.BesideField(id(editor, label), side);
    }
}
