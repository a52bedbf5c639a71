package dev.millwright.exchange.web;

import dev.millwright.app.Action;
import dev.millwright.exchange.Exports;
import dev.millwright.exchange.FileExports;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.BadRows;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Undone;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.jobs.Jobs;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.web.Json;
import dev.millwright.record.web.QueryParameters;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables of records over HTTP: import as a job, export as a stream. */
@RestController
@RequestMapping("/api/v1/apps/{app}/forms/{form}")
class SheetApi {

    private static final int MOST_TOLD = 1_000;

    /** Between the key of a part and a field of its lines. */
    private static final String OF_LINES = ".";

    private final Imports imports;
    private final Exports exports;
    private final FileExports fileExports;
    private final RepeatedRequests repeated;
    private final AccessibleForms forms;
    private final Jobs jobs;
    private final Texts texts;
    private final BusinessTime time;
    private final ScratchFiles files;

    SheetApi(
            Imports imports,
            Exports exports,
            FileExports fileExports,
            RepeatedRequests repeated,
            AccessibleForms forms,
            Jobs jobs,
            Texts texts,
            BusinessTime time,
            ScratchFiles files) {
        this.imports = imports;
        this.exports = exports;
        this.fileExports = fileExports;
        this.repeated = repeated;
        this.forms = forms;
        this.jobs = jobs;
        this.texts = texts;
        this.time = time;
        this.files = files;
    }

    /** Starts an import; the job says what it did or, with {@code dryRun}, would do. */
    @PostMapping(path = "/records:import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<byte[]> start(
            @PathVariable String app,
            @PathVariable String form,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile upload,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String onlyGood,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String mapping,
            @RequestParam(required = false) @Nullable String dates,
            @RequestParam(defaultValue = "leave") String empty,
            @RequestParam(required = false) @Nullable String encoding,
            @RequestParam(required = false) @Nullable String separator,
            @RequestParam(required = false) @Nullable String sheet,
            @RequestParam(required = false) @Nullable String heading,
            @RequestParam(required = false) @Nullable String together,
            @RequestParam(defaultValue = "refuse") String differing,
            @RequestHeader(name = RepeatedRequests.HEADER, required = false) @Nullable String requestKey,
            HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        FormatContext format = new FormatContext(RequestLanguage.of(request), time.zone());
        Mode wanted = forms.upToDate(app, () -> {
            requireEither(ref);
            Mode asked = mode(mode, key);
            require(ref, asked);
            return asked;
        });
        boolean tries = Parameters.flag("dryRun", dryRun);
        boolean skipsBad = Parameters.flag("onlyGood", onlyGood);
        int number = Parameters.number("sheet", sheet, 0);
        Long line = heading == null || heading.isEmpty() ? null : (long) Parameters.number("heading", heading, 0);
        boolean emptyClears = emptyClears(empty);
        Reading reading = reading(encoding, separator);
        boolean takesFirst = takesFirst(differing);
        if (upload == null) {
            throw new InvalidRequestException("record.error.importFile");
        }
        Source source = keep(upload).reading(reading);
        try {
            Preview preview = imports.preview(ref, source, number, line, format);
            Map<Integer, String> all = mapping == null ? taken(ref, preview, wanted, key) : mapping(mapping, preview);
            Flat flat = flat(all, preview, together, takesFirst);
            Map<Integer, String> columns = new HashMap<>(all);
            columns.values().removeIf(field -> field.contains(OF_LINES));
            List<String> ignored = new ArrayList<>(preview.columns());
            all.keySet().forEach(column -> ignored.remove(preview.columns().get(column)));
            Map<Integer, DateOrder> orders = new HashMap<>();
            if (dates != null) {
                all.keySet().forEach(column -> orders.put(column, order(dates)));
            }
            Plan plan = new Plan(
                            number,
                            preview.heading(),
                            columns,
                            orders,
                            wanted,
                            wanted == Mode.ADD ? null : key,
                            skipsBad,
                            emptyClears,
                            format)
                    .flat(flat)
                    .lines(preview.lines().stream()
                            .map(Imports.FoundLines::plan)
                            .filter(lines -> flat == null || !lines.part().equals(flat.part()))
                            .toList());
            UnaryOperator<UUID> once = requestKey == null ? id -> id : once(ref, requestKey, source, plan);
            return accepted(jobs.start(
                    "import",
                    progress -> {
                        Report report = tries
                                ? imports.dryRun(ref, source, plan, progress)
                                : imports.run(
                                        ref,
                                        source,
                                        plan,
                                        progress,
                                        kept -> progress.done(result(ref, kept, ignored, format.locale())),
                                        once);
                        Imports.BadFile bad = report.badFile();
                        if (bad != null) {
                            delete(bad.path());
                        }
                        return result(ref, report, ignored, format.locale());
                    },
                    () -> delete(source.file())));
        } catch (RuntimeException e) {
            delete(source.file());
            throw e;
        }
    }

    /** The proposed columns without those that nobody can fill in, such as formulas in a file that was exported. */
    private Map<Integer, String> taken(FormRef ref, Preview preview, Mode mode, @Nullable String key) {
        PublishedForm form = forms.require(ref, mode == Mode.UPDATE ? Action.CHANGE : Action.CREATE);
        Map<Integer, String> taken = new HashMap<>(preview.mapping());
        taken.values()
                .removeIf(field -> form.field(field)
                                .filter(known ->
                                        !known.takesImported() && !(preview.files() && known.takesImportedFiles()))
                                .isPresent()
                        && (mode == Mode.ADD || !field.equals(key)));
        Flat flat = preview.flat();
        if (flat != null) {
            flat.mapping().forEach((column, field) -> taken.put(column, flat.part() + OF_LINES + field));
        }
        return taken;
    }

    /** What of the columns belongs to lines, as a field behind the key of their part says; null when nothing does. */
    private static @Nullable Flat flat(
            Map<Integer, String> columns, Preview preview, @Nullable String together, boolean takesFirst) {
        Map<Integer, String> lines = new HashMap<>();
        Set<String> parts = new TreeSet<>();
        columns.forEach((column, field) -> {
            int dot = field.indexOf(OF_LINES);
            if (dot >= 0) {
                parts.add(field.substring(0, dot));
                lines.put(column, field.substring(dot + 1));
            }
        });
        if (parts.size() > 1) {
            throw new InvalidRequestException("record.import.error.manyKinds");
        }
        if (parts.isEmpty()) {
            if (together != null) {
                throw new InvalidRequestException("record.error.importTogether", together);
            }
            return null;
        }
        Flat proposed = preview.flat();
        Integer by = proposed == null ? null : proposed.by();
        if (together != null && together.isBlank()) {
            by = null;
        } else if (together != null) {
            by = preview.columns().indexOf(together.strip());
        } else if (proposed == null) {
            by = columns.entrySet().stream()
                    .filter(one -> preview.keys().contains(one.getValue()))
                    .map(Map.Entry::getKey)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
        if (together == null && by != null && lines.containsKey(by)) {
            by = null;
        }
        if (by != null && (by < 0 || lines.containsKey(by))) {
            throw new InvalidRequestException("record.error.importTogether", together == null ? "" : together);
        }
        return new Flat(parts.iterator().next(), lines, by, takesFirst);
    }

    private static boolean takesFirst(String differing) {
        return switch (differing) {
            case "refuse" -> false;
            case "first" -> true;
            default -> throw new InvalidRequestException("record.error.importDiffering");
        };
    }

    private static Reading reading(@Nullable String encoding, @Nullable String separator) {
        if (encoding != null && !Reading.CHARSETS.contains(encoding)) {
            throw new InvalidRequestException("record.error.importEncoding", String.join(", ", Reading.CHARSETS));
        }
        Character mark = separator == null
                ? null
                : switch (separator) {
                    case ",", ";", "|" -> separator.charAt(0);
                    case "tab" -> '\t';
                    default -> throw new InvalidRequestException("record.error.importSeparator");
                };
        return new Reading(encoding, mark);
    }

    /** The same file in the same way under the same name is one import, also when the answer to the first call got lost. */
    private UnaryOperator<UUID> once(FormRef ref, String key, Source source, Plan plan) {
        String how = Stream.of(
                        plan.sheet(),
                        plan.heading(),
                        new TreeMap<>(plan.mapping()),
                        new TreeMap<>(plan.dates()),
                        plan.mode(),
                        plan.key(),
                        plan.onlyGood(),
                        plan.emptyClears(),
                        plan.lines().stream().map(SheetApi::fingerprint).toList() + besides(plan.flat()),
                        source.reading())
                .map(String::valueOf)
                .collect(Collectors.joining("\n", "import\n", "\n" + digest(source.file())));
        return id -> repeated.once(ref, key, how.getBytes(StandardCharsets.UTF_8), () -> List.of(id))
                .getFirst();
    }

    private static String fingerprint(Imports.LinesPlan lines) {
        return lines.part() + lines.sheet() + "/" + lines.heading() + new TreeMap<>(lines.mapping()) + lines.owner()
                + "/" + lines.named();
    }

    private static String besides(@Nullable Flat flat) {
        return flat == null ? "" : flat.part() + new TreeMap<>(flat.mapping()) + flat.by() + "/" + flat.takesFirst();
    }

    private static String digest(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without either of these rights no import is possible, whatever its parameters say. */
    private void requireEither(FormRef ref) {
        if (!forms.allows(ref, Action.CHANGE)) {
            forms.require(ref, Action.CREATE);
        }
    }

    private void require(FormRef ref, Mode mode) {
        if (mode != Mode.UPDATE) {
            forms.require(ref, Action.CREATE);
        }
        if (mode != Mode.ADD) {
            forms.require(ref, Action.CHANGE);
        }
    }

    private static Mode mode(@Nullable String mode, @Nullable String key) {
        if (mode == null) {
            return key == null || key.isEmpty() ? Mode.ADD : Mode.BOTH;
        }
        return switch (mode) {
            case "add" -> Mode.ADD;
            case "update" -> Mode.UPDATE;
            case "both" -> Mode.BOTH;
            default -> throw new InvalidRequestException("record.error.importMode");
        };
    }

    private static boolean emptyClears(String empty) {
        return switch (empty) {
            case "leave" -> false;
            case "clear" -> true;
            default -> throw new InvalidRequestException("record.error.importEmpty");
        };
    }

    private static DateOrder order(String dates) {
        return switch (dates) {
            case "day" -> DateOrder.DAY_FIRST;
            case "month" -> DateOrder.MONTH_FIRST;
            default -> throw new InvalidRequestException("record.error.importDates");
        };
    }

    /** Headings and the fields they go into, as a JSON object. */
    private static Map<Integer, String> mapping(String json, Preview preview) {
        ObjectNode wanted = Json.read(json.getBytes(StandardCharsets.UTF_8));
        Map<Integer, String> mapping = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            int column = preview.columns().indexOf(entry.getKey().strip());
            if (column < 0 || !entry.getValue().isString()) {
                throw new InvalidRequestException("record.error.importMapping", entry.getKey());
            }
            mapping.put(column, entry.getValue().asString());
        }
        return mapping;
    }

    private Map<String, Object> result(FormRef form, Report report, List<String> ignored, Locale language) {
        Map<String, Object> result = new LinkedHashMap<>();
        UUID id = report.id();
        if (id != null) {
            result.put("import", id.toString());
            if (report.badRows() > 0) {
                result.put(
                        "badRowsFile",
                        "/api/v1/apps/" + form.app() + "/forms/" + form.form() + "/imports/" + id + "/rows");
            }
        }
        result.put("rows", report.rows());
        result.put("added", report.added());
        result.put("changed", report.changed());
        result.put("unchanged", report.unchanged());
        result.put("badRows", report.badRows());
        List<Map<String, Object>> bad = new ArrayList<>();
        for (BadCell cell : report.bad().subList(0, Math.min(report.bad().size(), MOST_TOLD))) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (!cell.sheet().isEmpty()) {
                one.put("sheet", cell.sheet());
            }
            one.put("line", cell.line());
            one.put("field", cell.field());
            one.put("column", cell.column());
            one.put("value", cell.value());
            one.put("code", cell.code());
            one.put(
                    "message",
                    texts.text(language, cell.code(), cell.arguments().toArray()));
            bad.add(one);
        }
        result.put("bad", bad);
        result.put("ignoredColumns", ignored);
        result.put(
                "notes",
                report.notes().stream().map(note -> note(note, language)).toList());
        return result;
    }

    private Map<String, Object> note(Note note, Locale language) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("code", note.code());
        one.put("message", texts.text(language, note.code(), note.arguments().toArray()));
        if (note.cells() > 0) {
            one.put("cells", note.cells());
            one.put(
                    "places",
                    note.places().stream()
                            .map(place -> Map.of("line", place.line(), "column", place.column()))
                            .toList());
        }
        return one;
    }

    /** Takes an import back, as a job. */
    @PostMapping("/imports/{id}:undo")
    ResponseEntity<byte[]> undo(@PathVariable String app, @PathVariable String form, @PathVariable String id) {
        FormRef ref = new FormRef(app, form);
        UUID known = imports.past(ref, id(id)).id();
        return accepted(jobs.start("undo-import", progress -> {
            return facts(imports.undo(ref, known, progress, undone -> progress.done(facts(undone))));
        }));
    }

    private static Map<String, Object> facts(Undone undone) {
        return Map.of(
                "removed", undone.removed(),
                "restored", undone.restored(),
                "kept", undone.kept(),
                "refused", undone.refused());
    }

    /** The rows that an import refused, as a file. */
    @GetMapping("/imports/{id}/rows")
    ResponseEntity<byte[]> badRows(@PathVariable String app, @PathVariable String form, @PathVariable String id) {
        BadRows rows = imports.badRows(new FormRef(app, form), id(id)).orElseThrow(() -> new NotFoundException(id));
        Exports.Format format = rows.name().endsWith(".xlsx") ? Exports.Format.XLSX : Exports.Format.CSV;
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(rows.name()))
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .body(rows.content());
    }

    /** Streams the list; once it has begun, an error can only break it off. */
    @GetMapping("/records:export")
    void export(
            @PathVariable String app,
            @PathVariable String form,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam(defaultValue = "none") String lines,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        FormRef ref = new FormRef(app, form);
        Exported wanted = forms.upToDate(app, () -> exported(ref, filter, sort, fields));
        if (format.equals("zip")) {
            exportFiles(wanted, lines, request, response);
            return;
        }
        Exports.Format kind = Optional.of(format)
                .filter(name -> name.equals("csv") || name.equals("xlsx"))
                .map(name -> name.equals("csv") ? Exports.Format.CSV : Exports.Format.XLSX)
                .orElseThrow(() -> new InvalidRequestException("record.error.exportFormat"));
        Exports.Lines with = switch (lines) {
            case "none" -> Exports.Lines.NONE;
            case "sheets" -> Exports.Lines.SHEETS;
            case "rows" -> Exports.Lines.ROWS;
            default -> throw new InvalidRequestException("record.error.exportLines");
        };
        exports.requireLines(ref, with, kind);
        response.setContentType(kind.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, attachment(wanted.form().label() + "." + kind.extension()));
        exports.write(
                wanted.list(),
                wanted.columns(),
                with,
                kind,
                new FormatContext(RequestLanguage.of(request), time.zone()),
                response.getOutputStream());
    }

    private void exportFiles(Exported wanted, String lines, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!lines.equals("none")) {
            throw new InvalidRequestException("record.error.exportFiles");
        }
        // An answer that has begun can no longer say why it ends.
        fileExports.contents(wanted.list());
        response.setContentType(FileExports.MEDIA_TYPE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, attachment(wanted.form().label() + ".zip"));
        fileExports.write(
                wanted.list(),
                wanted.columns(),
                new FormatContext(RequestLanguage.of(request), time.zone()),
                response.getOutputStream());
    }

    private record Exported(PublishedForm form, ListRequest list, List<Exports.Column> columns) {}

    private Exported exported(FormRef ref, @Nullable String filter, String sort, String fields) {
        PublishedForm published = forms.require(ref, Action.EXPORT);
        QueryParameters parameters = new QueryParameters(published);
        ListRequest list = new ListRequest(
                ref, QueryParameters.condition(filter), "", parameters.sort(sort), Set.of(), 1, null, false);
        List<Exports.Column> columns = new ArrayList<>();
        for (String key : parameters.fields(fields)) {
            columns.add(new Exports.Column(
                    key,
                    published.field(key).<String>map(field -> field.label()).orElse(key)));
        }
        if (columns.isEmpty()) {
            published.fields().forEach(field -> columns.add(new Exports.Column(field.key(), field.label())));
        }
        exports.require(list, columns);
        return new Exported(published, list, columns);
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name.replaceAll("[\\p{Cntrl}\\p{Cs}/\\\\\"]", " "), StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    private static ResponseEntity<byte[]> accepted(UUID job) {
        ObjectNode body = Json.object();
        body.put("id", job.toString());
        return Json.respond(ResponseEntity.accepted().location(URI.create("/api/v1/jobs/" + job)), body);
    }

    private Source keep(MultipartFile upload) {
        try {
            Path file = files.create("import");
            upload.transferTo(file);
            String name = upload.getOriginalFilename();
            return new Source(file, name == null || name.isBlank() ? "file" : name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new NotFoundException(text));
    }
}
