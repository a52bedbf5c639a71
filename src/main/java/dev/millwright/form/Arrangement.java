package dev.millwright.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sections, rows and fields of a form while one edit rearranges them. */
final class Arrangement {

    private final List<Part> parts = new ArrayList<>();

    Arrangement(List<SectionDefinition> sections) {
        for (SectionDefinition section : sections) {
            Part part = new Part(section.id(), section.title(), section.display());
            section.rows().forEach(row -> part.rows.add(new ArrayList<>(row.fields())));
            parts.add(part);
        }
    }

    /** What has come of it, without the rows that became empty. */
    List<SectionDefinition> sections() {
        return parts.stream()
                .map(part -> new SectionDefinition(
                        part.id,
                        part.title,
                        part.rows.stream()
                                .filter(row -> !row.isEmpty())
                                .map(RowDefinition::new)
                                .toList(),
                        part.display))
                .toList();
    }

    /** Takes fields away; the rows they leave empty stay until the end, so that indices still mean what was seen. */
    List<FieldDefinition> take(Collection<UUID> fields) {
        List<FieldDefinition> taken = new ArrayList<>();
        for (Part part : parts) {
            for (List<FieldDefinition> row : part.rows) {
                row.stream().filter(f -> fields.contains(f.id())).forEach(taken::add);
                row.removeIf(f -> fields.contains(f.id()));
            }
        }
        return taken;
    }

    void put(List<FieldDefinition> fields, Place place) {
        switch (place) {
            case Place.BesideField(UUID anchor, Place.Side side) -> {
                Spot spot = find(anchor);
                List<FieldDefinition> row = parts.get(spot.section).rows.get(spot.row);
                if (row.size() + fields.size() > RowDefinition.MAX_COLUMNS) {
                    throw new EditRefusedException("form.edit.rowFull", RowDefinition.MAX_COLUMNS);
                }
                row.addAll(side == Place.Side.BEFORE ? spot.column : spot.column + 1, fields);
            }
            case Place.NewRow(UUID section, int index) -> {
                List<List<FieldDefinition>> rows = part(section).rows;
                rows.addAll(within(index, rows.size()), asRows(fields));
            }
            case Place.NewSection(UUID section, int index) -> {
                Part part = insert(section, "", index);
                part.rows.addAll(asRows(fields));
            }
        }
    }

    void replace(FieldDefinition field) {
        Spot spot = find(field.id());
        parts.get(spot.section).rows.get(spot.row).set(spot.column, field);
    }

    Part insert(UUID section, String title, int index) {
        if (parts.stream().anyMatch(p -> p.id.equals(section))) {
            throw new EditRefusedException("form.edit.gone");
        }
        Part part = new Part(section, title, SectionDisplay.PLAIN);
        parts.add(within(index, parts.size()), part);
        return part;
    }

    void move(UUID section, int index) {
        Part part = part(section);
        int from = parts.indexOf(part);
        int to = within(index, parts.size());
        parts.remove(from);
        parts.add(to > from ? to - 1 : to, part);
    }

    List<FieldDefinition> remove(UUID section) {
        Part part = part(section);
        parts.remove(part);
        return part.rows.stream().flatMap(List::stream).toList();
    }

    void rename(UUID section, String title) {
        part(section).title = title;
    }

    void show(UUID section, SectionDisplay display) {
        part(section).display = display;
    }

    private Part part(UUID section) {
        return parts.stream()
                .filter(p -> p.id.equals(section))
                .findFirst()
                .orElseThrow(() -> new EditRefusedException("form.edit.gone"));
    }

    private Spot find(UUID field) {
        Spot spot = findOrNull(field);
        if (spot == null) {
            throw new EditRefusedException("form.edit.gone");
        }
        return spot;
    }

    private @Nullable Spot findOrNull(UUID field) {
        for (int s = 0; s < parts.size(); s++) {
            List<List<FieldDefinition>> rows = parts.get(s).rows;
            for (int r = 0; r < rows.size(); r++) {
                List<FieldDefinition> row = rows.get(r);
                for (int c = 0; c < row.size(); c++) {
                    if (row.get(c).id().equals(field)) {
                        return new Spot(s, r, c);
                    }
                }
            }
        }
        return null;
    }

    private static List<List<FieldDefinition>> asRows(List<FieldDefinition> fields) {
        List<List<FieldDefinition>> rows = new ArrayList<>();
        fields.forEach(f -> rows.add(new ArrayList<>(List.of(f))));
        return rows;
    }

    private static int within(int index, int size) {
        return Math.clamp(index, 0, size);
    }

    private record Spot(int section, int row, int column) {}

    static final class Part {
        private final UUID id;
        private String title;
        private SectionDisplay display;
        private final List<List<FieldDefinition>> rows = new ArrayList<>();

        private Part(UUID id, String title, SectionDisplay display) {
            this.id = id;
            this.title = title;
            this.display = display;
        }
    }
}
