package dev.millwright.record.internal;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.record.Imports;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Records;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports files of separated values in batches of one transaction. */
@Service
class CsvImports implements Imports {

    private static final int SAMPLE = 20;
    private static final int BATCH = 2_000;

    private final Records records;
    private final PublishedForms forms;
    private final TransactionTemplate transaction;

    CsvImports(Records records, PublishedForms forms, PlatformTransactionManager transactions) {
        this.records = records;
        this.forms = forms;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Preview preview(FormRef ref, Path path) {
        PublishedForm form = form(ref);
        CsvFile file = CsvFile.open(path);
        List<List<String>> sample = new ArrayList<>();
        long[] rows = new long[1];
        file.forEach(row -> {
            rows[0]++;
            if (sample.size() < SAMPLE) {
                sample.add(List.copyOf(row.getFields()));
            }
        });
        return new Preview(file.columns(), sample, rows[0], match(file.columns(), form));
    }

    @Override
    public Report dryRun(
            FormRef form, Path file, Map<Integer, String> mapping, FormatContext format, JobProgress progress) {
        return pass(form, file, mapping, format, progress, false);
    }

    @Override
    public Report run(
            FormRef form, Path file, Map<Integer, String> mapping, FormatContext format, JobProgress progress) {
        return pass(form, file, mapping, format, progress, true);
    }

    private Report pass(
            FormRef ref,
            Path path,
            Map<Integer, String> mapping,
            FormatContext format,
            JobProgress progress,
            boolean keep) {
        PublishedForm form = form(ref);
        CsvFile file = CsvFile.open(path);
        long[] total = new long[1];
        file.forEach(row -> total[0]++);
        Report report = transaction.execute(status -> {
            Pass pass = new Pass(ref, form, file.columns(), mapping, format, keep);
            file.forEach(row -> {
                pass.take(row);
                if (pass.isFull()) {
                    pass.flush();
                    progress.report((double) pass.rows / total[0]);
                }
            });
            pass.flush();
            if (!pass.badLines.isEmpty()) {
                status.setRollbackOnly();
            }
            return new Report(pass.rows, pass.bad, pass.badLines.size());
        });
        return Objects.requireNonNull(report);
    }

    private PublishedForm form(FormRef ref) {
        return forms.find(ref.app(), ref.form()).orElseThrow(() -> new NotFoundException(ref.form()));
    }

    /** Columns whose heading is the label or the key of a field that people may fill, whatever its case, spaces and signs. */
    private static Map<Integer, String> match(List<String> columns, PublishedForm form) {
        Map<String, String> byName = new HashMap<>();
        List<PublishedField<?, ?>> fillable = form.fields().stream()
                .filter(field -> field.generator().isEmpty())
                .toList();
        fillable.forEach(field -> byName.putIfAbsent(plain(field.key()), field.key()));
        fillable.forEach(field -> byName.put(plain(field.label()), field.key()));
        Map<Integer, String> mapping = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String key = byName.get(plain(columns.get(i)));
            if (key != null && !mapping.containsValue(key)) {
                mapping.put(i, key);
            }
        }
        return mapping;
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String cell(CsvRecord row, int column) {
        return column < row.getFieldCount() ? row.getField(column) : "";
    }

    /** One way through a file. */
    private final class Pass {

        private final boolean keep;
        private final FormRef ref;
        private final PublishedForm form;
        private final List<String> columns;
        private final FormatContext format;
        private final Map<Integer, PublishedField<?, ?>> fields = new LinkedHashMap<>();
        private final Map<String, Integer> columnOf = new HashMap<>();
        private final Map<String, Map<Object, Long>> firstLines = new HashMap<>();
        private final List<RecordChange> batch = new ArrayList<>();
        private final List<CsvRecord> sources = new ArrayList<>();
        private final List<BadCell> bad = new ArrayList<>();
        private final Set<Long> badLines = new HashSet<>();
        private long rows;

        Pass(
                FormRef ref,
                PublishedForm form,
                List<String> columns,
                Map<Integer, String> mapping,
                FormatContext format,
                boolean keep) {
            this.keep = keep;
            this.ref = ref;
            this.form = form;
            this.columns = columns;
            this.format = format;
            mapping.forEach((column, key) -> form.field(key).ifPresent(field -> {
                fields.put(column, field);
                columnOf.put(key, column);
            }));
        }

        boolean isFull() {
            return batch.size() >= BATCH;
        }

        void take(CsvRecord row) {
            rows++;
            Map<String, @Nullable Object> values = new HashMap<>();
            boolean good = true;
            for (Map.Entry<Integer, PublishedField<?, ?>> entry : fields.entrySet()) {
                PublishedField<?, ?> field = entry.getValue();
                try {
                    Object value = field.parse(cell(row, entry.getKey()), format);
                    if (value != null) {
                        values.put(field.key(), value);
                        good &= firstOfItsValue(row, field, value);
                    }
                } catch (ValueFormatException e) {
                    add(row, e.at(field.key()));
                    good = false;
                }
            }
            if (good) {
                batch.add(new RecordChange.Create(values));
                sources.add(row);
            }
        }

        // The gate sees one batch at a time, and nothing of a batch that it refused.
        private boolean firstOfItsValue(CsvRecord row, PublishedField<?, ?> field, Object value) {
            if (!field.definition().unique()) {
                return true;
            }
            Long first = firstLines
                    .computeIfAbsent(field.key(), key -> new HashMap<>())
                    .putIfAbsent(value, row.getStartingLineNumber());
            if (first != null) {
                add(row, Problem.error("record.import.error.twiceInFile", field.key(), first));
            }
            return first == null;
        }

        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            // Once one row is bad nothing will be kept, so the others are only looked at.
            if (keep && badLines.isEmpty()) {
                try {
                    records.batch(ref, List.copyOf(batch), Via.IMPORT);
                } catch (InvalidException e) {
                    place(e.problems());
                } catch (UniqueValueTakenException e) {
                    place(e.problems());
                }
            } else {
                place(records.check(ref, List.copyOf(batch)));
            }
            batch.clear();
            sources.clear();
        }

        private void place(Problems problems) {
            for (Problem problem : problems) {
                String[] path = problem.path().split("\\.", 2);
                String field = path.length > 1 ? path[1] : "";
                add(
                        sources.get(Integer.parseInt(path[0])),
                        new Problem(problem.severity(), problem.code(), field, problem.arguments()));
            }
        }

        private void add(CsvRecord row, Problem problem) {
            badLines.add(row.getStartingLineNumber());
            if (bad.size() < Report.MOST_BAD) {
                Integer column = columnOf.get(problem.path());
                bad.add(new BadCell(
                        row.getStartingLineNumber(),
                        problem.path(),
                        column == null ? label(problem.path()) : columns.get(column),
                        column == null ? "" : cell(row, column),
                        problem.code(),
                        problem.arguments()));
            }
        }

        private String label(String key) {
            return form.field(key).<String>map(PublishedField::label).orElse("");
        }
    }
}
