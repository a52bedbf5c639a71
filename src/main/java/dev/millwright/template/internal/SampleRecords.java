package dev.millwright.template.internal;

import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ScopedClock;
import dev.millwright.template.Cast;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the records of a sample as people would have made them: each line is a piece of somebody's work on an earlier day, done through
 * {@link Records} as of that moment, so that records have a history.
 *
 * <p>A line says how many working days {@code ago}, {@code at} what time, {@code by} whom and on which {@code form} it was; which
 * records it {@code add}s or {@code change}s, by names that only the sample knows; and what it {@code set}s. A value is as in the HTTP
 * API, or {@code {"record": name}}, {@code {"person": part}}, {@code {"day": 0}} and {@code {"moment": 0}} for when it happens, a
 * picture of the template as {@code {"file": name}}, or a text in both languages.
 */
@Component
class SampleRecords {

    private final Records records;
    private final PublishedForms forms;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;
    private final StoredFiles stored;

    SampleRecords(
            Records records, PublishedForms forms, CurrentPerson currentPerson, BusinessTime time, StoredFiles stored) {
        this.records = records;
        this.forms = forms;
        this.currentPerson = currentPerson;
        this.time = time;
        this.stored = stored;
    }

    void make(TemplateFiles template, String app, Locale language, Cast cast, DoubleConsumer progress) {
        List<String> lines = template.sample();
        var sample = new Sample(template.key(), app, language, cast, time.today());
        List<JsonNode> work = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = JsonMapper.shared().readTree(lines.get(i));
            if (!work.isEmpty() && !isSameWork(work.getFirst(), line)) {
                sample.write(work);
                work.clear();
                progress.accept((double) i / lines.size());
            }
            work.add(line);
        }
        sample.write(work);
    }

    private static boolean isSameWork(JsonNode some, JsonNode other) {
        return List.of("ago", "at", "by", "form").stream()
                        .allMatch(name -> some.path(name).equals(other.path(name)))
                && some.has("add") == other.has("add");
    }

    private final class Sample {

        private final String template;
        private final String app;
        private final String language;
        private final Cast cast;
        private final LocalDate today;
        private final Map<String, UUID> known = new HashMap<>();
        private final Map<String, String> brought = new HashMap<>();

        Sample(String template, String app, Locale language, Cast cast, LocalDate today) {
            this.template = template;
            this.app = app;
            this.language = TemplateFiles.isChinese(language) ? "zh" : "en";
            this.cast = cast;
            this.today = today;
        }

        void write(List<JsonNode> work) {
            if (work.isEmpty()) {
                return;
            }
            JsonNode first = work.getFirst();
            Instant moment = day(first)
                    .atTime(LocalTime.parse(first.path("at").asString()))
                    .atZone(time.zone())
                    .toInstant();
            Person person = cast.of(first.path("by").asString());
            FormRef ref = new FormRef(app, first.path("form").asString());
            currentPerson.run(person, () -> {
                PublishedForm form = forms.find(ref.app(), ref.form())
                        .orElseThrow(() -> new IllegalStateException("The template has no form " + ref.form()));
                List<String> added = new ArrayList<>();
                List<RecordChange> changes = new ArrayList<>();
                for (JsonNode line : work) {
                    Map<String, @Nullable Object> values = values(form, line, moment);
                    line.path("add").forEach(name -> {
                        added.add(name.asString());
                        changes.add(new RecordChange.Create(values));
                    });
                    line.path("change")
                            .forEach(name ->
                                    changes.add(new RecordChange.Update(record(name.asString()), null, values)));
                }
                List<UUID> ids = ScopedClock.at(moment, () -> records.batch(ref, changes, Via.SCREEN));
                for (int i = 0; i < added.size(); i++) {
                    known.put(added.get(i), ids.get(i));
                }
            });
        }

        private Map<String, @Nullable Object> values(PublishedForm form, JsonNode line, Instant moment) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            line.path("set").properties().forEach(entry -> {
                PublishedField<?, ?> field = form.field(entry.getKey())
                        .orElseThrow(() -> new IllegalStateException(
                                "The template's form " + form.key() + " has no field " + entry.getKey()));
                values.put(field.key(), field.fromJson(value(entry.getValue(), day(line), moment)));
            });
            return values;
        }

        private JsonNode value(JsonNode written, LocalDate day, Instant moment) {
            if (!(written instanceof ObjectNode object)) {
                return written;
            }
            JsonNodeFactory json = JsonNodeFactory.instance;
            if (object.has("record")) {
                return json.objectNode()
                        .put("id", record(object.path("record").asString()).toString());
            }
            if (object.has("person")) {
                Person person = cast.of(object.path("person").asString());
                return json.objectNode().put("id", person.id()).put("name", person.name());
            }
            if (object.has("day")) {
                return json.stringNode(day.toString());
            }
            if (object.has("moment")) {
                return json.stringNode(moment.toString());
            }
            if (object.has(language)) {
                return object.path(language);
            }
            if (object.has("file")) {
                return json.arrayNode()
                        .add(brought.computeIfAbsent(
                                currentPerson.get().id() + "/"
                                        + object.path("file").asString(),
                                _ -> keep(object.path("file").asString())));
            }
            ObjectNode parts = json.objectNode();
            object.properties().forEach(part -> parts.set(part.getKey(), value(part.getValue(), day, moment)));
            return parts;
        }

        /** In the name of who works. */
        private String keep(String name) {
            try (InputStream content = ClasspathTemplates.picture(template, name)) {
                Path copy = Files.createTempFile("sample", null);
                try {
                    Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
                    return stored.keep(copy, name, FileLimits.NONE).id().toString();
                } finally {
                    Files.delete(copy);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private UUID record(String name) {
            UUID id = known.get(name);
            if (id == null) {
                throw new IllegalStateException("The sample has no record " + name + " yet");
            }
            return id;
        }

        /** Nobody works on Saturdays and Sundays. */
        private LocalDate day(JsonNode line) {
            LocalDate day = today;
            for (int left = line.path("ago").asInt(); left > 0; ) {
                day = day.minusDays(1);
                if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                    left--;
                }
            }
            return day;
        }
    }
}
