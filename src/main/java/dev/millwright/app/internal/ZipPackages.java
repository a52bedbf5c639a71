package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Packages;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.DefinitionParts;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.shared.BoundedJson;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Packages as zips of JSON files: {@code app.json}, {@code rights.json} and {@code <kind>/<key>.json}. */
@Service
class ZipPackages implements Packages {

    private static final String APP = "app.json";
    private static final String RIGHTS = "rights.json";
    private static final Pattern QUOTED_ID =
            Pattern.compile("\"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\"");

    private final Gatekeeper gatekeeper;
    private final Apps apps;
    private final AppRights rights;
    private final SnapshotCache snapshots;
    private final StoredDrafts storedDrafts;
    private final DraftTable drafts;
    private final Kinds kinds;
    private final DefinitionCodec codec;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate writing;

    ZipPackages(
            Gatekeeper gatekeeper,
            Apps apps,
            AppRights rights,
            SnapshotCache snapshots,
            StoredDrafts storedDrafts,
            DraftTable drafts,
            Kinds kinds,
            DefinitionCodec codec,
            ApplicationEventPublisher events,
            Transactions transactions) {
        this.gatekeeper = gatekeeper;
        this.apps = apps;
        this.rights = rights;
        this.snapshots = snapshots;
        this.storedDrafts = storedDrafts;
        this.drafts = drafts;
        this.kinds = kinds;
        this.codec = codec;
        this.events = events;
        this.writing = transactions.writing();
    }

    /** The file that says what the app is. */
    record AppFile(int format, String key, String label, String description, String icon, String colour) {

        static final int FORMAT = 1;

        static AppFile of(App app) {
            return new AppFile(FORMAT, app.key(), app.label(), app.description(), app.icon(), app.colour());
        }

        AppProfile profile() {
            return new AppProfile(
                    text(label, ""),
                    text(description, ""),
                    text(icon, AppProfile.DEFAULT_ICON),
                    text(colour, AppProfile.DEFAULT_COLOUR));
        }

        /** A file made by hand may leave members out. */
        private static String text(@Nullable String given, String otherwise) {
            return given == null ? otherwise : given;
        }
    }

    /** What a zip holds, read and checked as far as that goes without knowing the app. */
    private record Content(AppFile app, Rights rights, List<Definition> definitions) {}

    private record Definition(DefinitionKind<?> kind, String file, String json) {}

    @Override
    public byte[] write(String key, boolean wantsDrafts) {
        App app = gatekeeper.designer(key).app();
        PublishedApp published = snapshots.find(key).orElseThrow(() -> new NotFoundException(key));
        SortedMap<String, String> texts = new TreeMap<>();
        texts.put(APP, pretty(AppFile.of(app)));
        texts.put(RIGHTS, pretty(withoutPeople(published.rights())));
        if (wantsDrafts) {
            drafts.of(app.id()).forEach(row -> put(texts, row.kind(), row.key(), row.id(), row.json()));
        } else {
            published
                    .definitions()
                    .values()
                    .forEach(all -> all.forEach(definition -> put(
                            texts,
                            definition.kind(),
                            definition.key(),
                            definition.id(),
                            kinds.encode(definition.definition()))));
        }
        byte[] zip = PackageFiles.write(texts);
        events.publishEvent(AppDeed.toApp(wantsDrafts ? "app.draftsRead" : "app.packageRead", app));
        return zip;
    }

    private void put(SortedMap<String, String> texts, String kind, String key, UUID id, String json) {
        String name = kind + "/" + key + ".json";
        // Two drafts may have one key until they are published.
        String free = texts.containsKey(name) || !name.matches("[A-Za-z0-9._/-]+") ? kind + "/" + id + ".json" : name;
        texts.put(free, pretty(codec.read(json, JsonNode.class)));
    }

    private String pretty(Object content) {
        return codec.writePretty(content).replace("\r\n", "\n") + "\n";
    }

    /** Roles and departments mean something elsewhere too; people do not. */
    private static Rights withoutPeople(Rights rights) {
        return new Rights(
                List.of(),
                groups(rights.designers()),
                groups(rights.members()),
                ofGroups(rights.matrix()),
                ofGroups(rights.limits()));
    }

    private static <T> Map<Principal, T> ofGroups(Map<Principal, T> rows) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().kind() != Principal.Kind.PERSON)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Principal> groups(List<Principal> principals) {
        return principals.stream()
                .filter(principal -> principal.kind() != Principal.Kind.PERSON)
                .toList();
    }

    @Override
    public void requireApply(@Nullable String key) {
        if (!apps.canCreate() && (key == null || !sees(key))) {
            // Whether others have an app of that key is none of the person's business.
            throw new NotAllowedException("app.error.mayNotCreate");
        }
        if (key != null && snapshots.read(key).isPresent()) {
            gatekeeper.designer(key);
        }
    }

    @Override
    public App apply(@Nullable String key, InputStream zip, boolean overwrite) {
        // Nobody who may do nothing with it makes us unpack a file.
        requireApply(key);
        Content content = content(PackageFiles.read(zip));
        String target = key == null ? content.app().key() : key;
        return Objects.requireNonNull(writing.execute(status -> apply(target, content, overwrite)));
    }

    private boolean sees(String key) {
        return snapshots
                .read(key)
                .filter(app -> new Access(app.app(), app.rights(), gatekeeper.person()).sees())
                .isPresent();
    }

    private App apply(String key, Content content, boolean overwrite) {
        AppProfile profile = content.app().profile();
        boolean isNew = snapshots.read(key).isEmpty();
        App app = isNew ? create(key, content) : gatekeeper.designer(key).app();
        if (!isNew && !profile.equals(new AppProfile(app.label(), app.description(), app.icon(), app.colour()))) {
            app = apps.update(key, profile);
        }
        List<DraftTable.Content> wanted = drafts(app, content);
        Map<DraftTable.Identity, DraftTable.Row> before =
                drafts.of(app.id()).stream().collect(Collectors.toMap(DraftTable.Identity::of, Function.identity()));
        Map<DraftTable.Identity, DraftTable.Content> after =
                wanted.stream().collect(Collectors.toMap(DraftTable.Identity::of, Function.identity()));
        if (!overwrite) {
            refuseToLose(key, before, after);
        }
        Person person = gatekeeper.person();
        int removed = 0;
        int changed = 0;
        for (Map.Entry<DraftTable.Identity, DraftTable.Row> draft : before.entrySet()) {
            if (!after.containsKey(draft.getKey())) {
                DraftTable.Row row = draft.getValue();
                drafts.delete(row.app(), row.kind(), row.id(), row.version());
                removed++;
            }
        }
        for (DraftTable.Content draft : wanted) {
            DraftTable.Row row = before.get(DraftTable.Identity.of(draft));
            if (row != null && row.json().equals(draft.json())) {
                continue;
            }
            boolean stored = row == null
                    ? drafts.insert(draft, 0, person).isPresent()
                    : drafts.update(draft, row.version(), person).isPresent();
            if (!stored) {
                throw new ConflictException("app.package.changedMeanwhile");
            }
            changed++;
        }
        events.publishEvent(AppDeed.toApp("app.packageApplied", app, changed, removed));
        return app;
    }

    private App create(String key, Content content) {
        App app = apps.create(key, content.app().profile());
        Rights groups = withoutPeople(content.rights());
        if (!groups.members().isEmpty()
                || !groups.designers().isEmpty()
                || !groups.matrix().isEmpty()) {
            var before = rights.of(key);
            rights.save(key, groups.withOwners(before.rights().owners()), before.version());
        }
        return app;
    }

    private void refuseToLose(
            String key,
            Map<DraftTable.Identity, DraftTable.Row> before,
            Map<DraftTable.Identity, DraftTable.Content> after) {
        PublishedApp published = snapshots.read(key).orElseThrow(() -> new NotFoundException(key));
        String lost = before.entrySet().stream()
                .filter(entry -> {
                    DraftTable.Content draft = after.get(entry.getKey());
                    return (draft == null
                                    || !draft.json().equals(entry.getValue().json()))
                            && storedDrafts.changed(published, entry.getValue());
                })
                .map(entry -> entry.getValue().label())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            throw new ConflictException("app.package.draftsWouldBeLost", lost);
        }
    }

    /**
     * Beside another app that came of the package, all that it brings gets ids of its own. People, records and calendars are there
     * already: whoever means one of them means the same one here.
     */
    private List<DraftTable.Content> drafts(App app, Content content) {
        List<DraftTable.Content> wanted = contents(app, content.definitions(), Function.identity());
        boolean taken =
                drafts.anyElsewhere(wanted.stream().map(DraftTable.Content::id).toList(), app.id());
        if (!taken) {
            return wanted;
        }
        Map<String, String> ids = new HashMap<>();
        for (Definition definition : content.definitions()) {
            Object typed = kinds.decode(definition.kind(), codec.read(definition.json(), JsonNode.class));
            DefinitionParts.of(typed)
                    .flatMap(part -> DefinitionParts.ownId(part).stream())
                    .forEach(id -> ids.put(id.toString(), mapped(id, app)));
        }
        return contents(
                app,
                content.definitions(),
                json -> QUOTED_ID
                        .matcher(json)
                        .replaceAll(match -> '"' + ids.getOrDefault(match.group(1), match.group(1)) + '"'));
    }

    private List<DraftTable.Content> contents(App app, List<Definition> definitions, Function<String, String> mapping) {
        Problems problems = Problems.NONE;
        List<DraftTable.Content> contents = new ArrayList<>();
        Set<DraftTable.Identity> seen = new HashSet<>();
        for (Definition definition : definitions) {
            try {
                DraftTable.Content content = storedDrafts.content(
                        app, definition.kind(), codec.read(mapping.apply(definition.json()), JsonNode.class));
                if (seen.add(DraftTable.Identity.of(content))) {
                    contents.add(content);
                } else {
                    problems = problems.and(Problem.error("app.package.idTwice", definition.file()));
                }
            } catch (UnreadableDefinitionException e) {
                problems = problems.and(Problem.error("app.package.unreadable", definition.file(), definition.file()));
            }
        }
        problems.throwIfErrors();
        return contents;
    }

    /** Follows from the old id and the app, and keeps its place in time. */
    private static String mapped(UUID id, App app) {
        byte[] hash = Hashes.digest(app.id() + " " + id);
        long low = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            low = low << Byte.SIZE | hash[i] & 0xff;
        }
        return new UUID(id.getMostSignificantBits(), low & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L).toString();
    }

    private Content content(SortedMap<String, String> texts) {
        Problems problems = Problems.NONE;
        List<Definition> definitions = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String name = text.getKey();
            int slash = name.indexOf('/');
            if (slash < 0) {
                if (!name.equals(APP) && !name.equals(RIGHTS)) {
                    problems = problems.and(Problem.error("app.package.unexpectedFile", name, name));
                }
                continue;
            }
            var kind = kinds.find(name.substring(0, slash));
            if (kind.isEmpty()) {
                problems = problems.and(Problem.error("app.package.unknownKind", name, name));
            } else {
                definitions.add(new Definition(kind.get(), name, text.getValue()));
            }
        }
        problems.throwIfErrors();
        AppFile app = read(APP, texts.get(APP), AppFile.class);
        if (app.format() != AppFile.FORMAT) {
            throw PackageFiles.invalid("app.package.newer");
        }
        String rightsText = texts.get(RIGHTS);
        Rights groups = rightsText == null
                ? new Rights(List.of(), List.of(), List.of(), Map.of())
                : read(RIGHTS, rightsText, Rights.class);
        return new Content(app, groups, definitions);
    }

    private <T> T read(String name, @Nullable String text, Class<T> type) {
        if (text == null) {
            throw PackageFiles.invalid("app.package.fileMissing", name);
        }
        try {
            BoundedJson.check(text);
            return codec.read(text, type);
        } catch (UnreadableDefinitionException e) {
            InvalidException invalid = PackageFiles.invalid("app.package.unreadable", name);
            invalid.initCause((DomainException) e);
            throw invalid;
        }
    }
}
