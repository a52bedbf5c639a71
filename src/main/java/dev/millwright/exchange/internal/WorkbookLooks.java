package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.Workbooks;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.jobs.JobProgress;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Looks at workbooks: each sheet once, and once more at those with columns that may refer to others or repeat. */
@Service
class WorkbookLooks implements Workbooks {

    private static final double MOST_EXCEPTIONS = 0.05;

    private final ImportLooks looks;

    WorkbookLooks(ImportLooks looks) {
        this.looks = looks;
    }

    @Override
    public int sheets(Source file) {
        return SheetSource.open(file.file(), file.reading()).sheets().size();
    }

    @Override
    public Workbook look(
            Source file,
            Map<Integer, Long> headings,
            Function<ColumnProfile, Nature> natures,
            FormatContext format,
            JobProgress progress) {
        SheetSource source = SheetSource.open(file.file(), file.reading());
        List<String> names = source.sheets();
        int count = Math.min(names.size(), MOST_SHEETS);
        List<LookedTable> tables = new ArrayList<>();
        Map<Integer, Problem> problems = new LinkedHashMap<>();
        int columns = 0;
        for (int sheet = 0; sheet < count; sheet++) {
            try {
                LookedTable table = table(source, sheet, headings, natures, format);
                columns += table.survey().columns().size();
                if (columns > MOST_COLUMNS) {
                    columns -= table.survey().columns().size();
                    throw UnreadableFile.because("record.newApp.sheet.columns", MOST_COLUMNS);
                }
                tables.add(table);
            } catch (InvalidException e) {
                problems.put(sheet, e.problems().items().getFirst());
            }
            progress.report(0.5 * (sheet + 1) / count);
        }
        if (tables.isEmpty()) {
            throw new InvalidException(
                    problems.values().stream().findFirst().map(Problems::of).orElse(Problems.NONE));
        }
        LinkSearch search = new LinkSearch(source, tables, part -> progress.report(0.5 + 0.25 * part));
        Map<Integer, List<Link>> links = search.links();
        progress.report(0.75);
        Map<Integer, LookedTable> bySheet = tables.stream().collect(Collectors.toMap(LookedTable::sheet, one -> one));
        List<Sheet> sheets = new ArrayList<>();
        for (int sheet = 0; sheet < count; sheet++) {
            LookedTable table = bySheet.get(sheet);
            List<Link> mine = links.getOrDefault(sheet, List.of());
            sheets.add(new Sheet(
                    sheet,
                    names.get(sheet),
                    table == null ? null : table.survey(),
                    problems.get(sheet),
                    mine,
                    table == null ? List.of() : repetitions(source, table, mine)));
            progress.report(0.75 + 0.25 * (sheet + 1) / count);
        }
        return new Workbook(sheets, names.subList(count, names.size()), search.tried());
    }

    private LookedTable table(
            SheetSource source,
            int sheet,
            Map<Integer, Long> headings,
            Function<ColumnProfile, Nature> natures,
            FormatContext format) {
        TableSample sample = new TableSample(Math.min(source.sheets().size(), MOST_SHEETS));
        Survey survey = looks.survey(source, sheet, headings.get(sheet), format, sample::add);
        if (survey.columns().size() > FormDefinition.MAX_FIELDS) {
            throw UnreadableFile.because("record.import.error.columns", FormDefinition.MAX_FIELDS);
        }
        Map<Integer, Nature> found = new LinkedHashMap<>();
        survey.columns().forEach((column, profile) -> found.put(column, natures.apply(profile)));
        return new LookedTable(sheet, source.sheets().get(sheet), survey, found, sample);
    }

    private static List<Repetition> repetitions(SheetSource source, LookedTable table, List<Link> links) {
        Set<Integer> linked =
                links.stream().filter(Link::isProposed).map(Link::column).collect(Collectors.toSet());
        List<Integer> columns = table.natures().keySet().stream()
                .filter(column -> !linked.contains(column) && !table.sample().isKey(column))
                .sorted()
                .toList();
        List<RepeatedRows> collected = new RepetitionSearch(table.sample(), columns)
                .find(table.natures()).stream()
                        .map(found -> new RepeatedRows(found.key(), found.members()))
                        .toList();
        if (collected.isEmpty()) {
            return List.of();
        }
        table.each(source, row -> collected.forEach(one -> one.add(row)));
        List<Repetition> repetitions = new ArrayList<>();
        List<RepeatedRows> again = new ArrayList<>();
        for (RepeatedRows one : collected) {
            Repetition found = one.found();
            List<Long> exceptions = one.exceptions();
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < found.members().size(); i++) {
                if (exceptions.get(i) <= found.rows() * MOST_EXCEPTIONS) {
                    kept.add(found.members().get(i));
                }
            }
            if (!found.isPossible() || kept.isEmpty()) {
                continue;
            }
            if (kept.size() == found.members().size()) {
                repetitions.add(found);
            } else {
                // The sample promised more than all rows hold.
                again.add(new RepeatedRows(found.key(), kept));
            }
        }
        if (!again.isEmpty()) {
            table.each(source, row -> again.forEach(one -> one.add(row)));
            again.forEach(one -> repetitions.add(one.found()));
        }
        return repetitions;
    }

    @Override
    public Repetition repetition(
            Source file, int sheet, long heading, Set<Long> leftOut, int key, List<Integer> members) {
        RepeatedRows rows = new RepeatedRows(key, members);
        SheetSource.open(file.file(), file.reading()).read(sheet, row -> {
            if (row.line() > heading && !row.isBroken() && !leftOut.contains(row.line())) {
                rows.add(row);
            }
            return true;
        });
        return rows.found();
    }
}
