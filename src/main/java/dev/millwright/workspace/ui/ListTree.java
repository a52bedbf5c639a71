package dev.millwright.workspace.ui;

import dev.millwright.field.RecordRef;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.Cursor;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of a list below each other, by a link of the form to itself. Roots come first, what is below a record when it is opened, both
 * page by page; what is open on a page is read with one question for all of it. A search or filter leaves what it finds and the ways there.
 */
final class ListTree {

    /** So many records are held at once; that there are more is told in their place. */
    static final int MOST = 5_000;

    /** So many are found at most, since the way to each of them is shown. */
    static final int MOST_FOUND = 500;

    /** Further down nobody reads a tree; ways that are longer begin there. */
    static final int DEEPEST = 100;

    /** From here on it is told only that there are more. */
    static final int MOST_COUNTED = 1_000;

    /** The most levels that are opened at once. */
    static final int ALL_LEVELS = DEEPEST;

    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 1_000;

    private final RecordQuery query;
    private final String link;
    private final ListRequest all;
    private final ListRequest wanted;
    private final boolean narrowed;
    private final Opened opened;
    private final Map<UUID, Node> nodes = new HashMap<>();
    private List<Branches> tops = List.of();
    private boolean read;
    private boolean foundMore;

    /** What a person opened and closed, which outlasts what is read. */
    static final class Opened {

        private final Set<UUID> open = new HashSet<>();
        private final Set<UUID> closed = new HashSet<>();
        private int levels;
        private boolean told;

        void toggle(UUID record, boolean wasOpen) {
            (wasOpen ? open : closed).remove(record);
            (wasOpen ? closed : open).add(record);
        }

        void open(UUID record) {
            closed.remove(record);
            open.add(record);
        }

        /** Opens all down to a level, and closes all below it. */
        void openTo(int level) {
            open.clear();
            closed.clear();
            levels = level;
            told = true;
        }

        /** As at the beginning. */
        void reset() {
            openTo(0);
            told = false;
        }

        private boolean isOpen(UUID record, int level, boolean usually) {
            return open.contains(record) || (((usually && !told) || level < levels) && !closed.contains(record));
        }
    }

    /**
     * How a record stands in the tree.
     *
     * @param level from 0
     * @param below how many records are right below it; more than {@link #MOST_COUNTED} for more than are counted
     * @param shown how many of them are shown, where it is not all
     * @param astray whether it has a parent that the reader does not see, so that it stands as a root
     * @param found whether it is what a search or filter found
     * @param pale whether it is there only because of what was found
     */
    record Branch(int level, int below, OptionalInt shown, boolean open, boolean astray, boolean found, boolean pale) {}

    /** A record that was read. */
    private static final class Node {
        private final RecordData record;
        private final @Nullable UUID above;
        private int level;
        private int below;
        private boolean astray;
        private boolean found;
        /** Whether it is on the way to what was found. */
        private boolean way;

        private @Nullable Branches branches;

        private Node(RecordData record, @Nullable UUID above) {
            this.record = record;
            this.above = above;
        }
    }

    /** What is right below a record, or the roots, as far as they are read. */
    private static final class Branches {
        private final String name;
        private final ListRequest request;
        private final int level;
        private final boolean astray;
        private final List<Node> read = new ArrayList<>();
        private @Nullable Cursor next;
        private boolean complete;

        private Branches(String name, ListRequest request, int level, boolean astray) {
            this.name = name;
            this.request = request;
            this.level = level;
            this.astray = astray;
        }
    }

    /**
     * @param link key of the field that names the record above
     * @param wanted what the list shows, in the order that records have below the same one
     */
    ListTree(RecordQuery query, String link, ListRequest wanted, Opened opened) {
        this.query = query;
        this.link = link;
        this.wanted = wanted;
        this.opened = opened;
        this.all = new ListRequest(wanted.form(), Condition.ALL, "", wanted.sort(), Set.of(), PAGE, null, false);
        this.narrowed = !wanted.search().isBlank() || !wanted.filter().equals(Condition.ALL);
    }

    String link() {
        return link;
    }

    Opened opened() {
        return opened;
    }

    /** Reads all of it again when it is asked for. */
    void forget() {
        nodes.clear();
        tops = List.of();
        read = false;
        foundMore = false;
    }

    /** Whether more was found than is shown. */
    boolean hasFoundMore() {
        begin();
        return foundMore;
    }

    Optional<Branch> branch(UUID record) {
        return Optional.ofNullable(nodes.get(record)).map(this::branch);
    }

    private Branch branch(Node node) {
        Branches branches = node.branches;
        int read = branches == null ? 0 : branches.read.size();
        return new Branch(
                node.level,
                node.below,
                node.way && read < node.below ? OptionalInt.of(read) : OptionalInt.empty(),
                isOpen(node),
                node.astray,
                node.found,
                narrowed && !node.found);
    }

    private boolean isOpen(Node node) {
        return node.below > 0 && opened.isOpen(node.record.id(), node.level, node.way);
    }

    void toggle(UUID record) {
        Node node = nodes.get(record);
        if (node != null && node.below > 0) {
            boolean open = isOpen(node);
            opened.toggle(record, open);
            if (open && !node.way) {
                drop(node);
            }
        }
    }

    /** What is closed is held no longer. */
    private void drop(Node node) {
        Branches branches = node.branches;
        node.branches = null;
        if (branches != null) {
            for (Node below : branches.read) {
                nodes.remove(below.record.id());
                drop(below);
            }
        }
    }

    /** The record above one that is shown, if it is shown, too. */
    Optional<UUID> above(UUID record) {
        return Optional.ofNullable(nodes.get(record))
                .filter(node -> node.level > 0)
                .flatMap(node -> Optional.ofNullable(node.above));
    }

    /** The number of the line of a record that was shown. */
    OptionalInt place(UUID record) {
        List<ListRow> lines = lines(0, MOST);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).id().equals(record)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The lines from a place on, as the tree stands open. */
    List<ListRow> lines(int offset, int limit) {
        begin();
        List<ListRow> lines = new ArrayList<>();
        for (Branches top : tops) {
            add(top, offset + limit, lines);
        }
        return lines.size() <= offset ? List.of() : lines.subList(offset, Math.min(lines.size(), offset + limit));
    }

    private void add(Branches branches, int wantedLines, List<ListRow> lines) {
        for (int i = 0; lines.size() < wantedLines; i++) {
            while (i >= branches.read.size() && !branches.complete) {
                if (nodes.size() >= MOST) {
                    lines.add(new ListRow.Cut(branches.name, branches.level));
                    return;
                }
                readOn(branches);
            }
            if (i >= branches.read.size()) {
                return;
            }
            Node node = branches.read.get(i);
            lines.add(new ListRow.Entry(node.record));
            if (isOpen(node)) {
                add(below(node), wantedLines, lines);
            }
        }
    }

    private Branches below(Node node) {
        Branches branches = node.branches;
        if (branches == null) {
            branches = new Branches(
                    node.record.id().toString(),
                    all.and(new Compare(link, Operator.EQ, List.of(RecordRef.to(node.record.id())))),
                    node.level + 1,
                    false);
            node.branches = branches;
        }
        return branches;
    }

    private void begin() {
        if (read) {
            return;
        }
        read = true;
        if (narrowed) {
            tops = List.of(found());
        } else {
            tops = List.of(
                    new Branches("roots", roots(), 0, false),
                    new Branches("astray", all.and(new Condition.Astray(link)), 0, true));
        }
    }

    /**
     * The records without one above them. They are few and often the oldest of all: asked for a small page of them in the order of their
     * ids, PostgreSQL would walk there from the newest record instead of taking the empty links from their index.
     */
    private ListRequest roots() {
        ListRequest roots = all.and(new Compare(link, Operator.EMPTY, List.of()));
        return query.count(roots).exact() ? roots.limit(LONGEST_PAGE) : roots;
    }

    /** One question for the page, one for what is below all of its records, and as many for each level that is open. */
    private void readOn(Branches branches) {
        RecordPage page = query.list(branches.request.after(branches.next));
        List<Node> made = new ArrayList<>();
        for (RecordData record : page.items()) {
            made.add(take(record, branches));
        }
        branches.next = page.next();
        branches.complete = page.next() == null;
        count(made);
        readOpen(made);
    }

    private Node take(RecordData record, Branches branches) {
        Node node = new Node(record, end(record));
        node.level = branches.level;
        node.astray = branches.astray;
        branches.read.add(node);
        nodes.put(record.id(), node);
        return node;
    }

    private void count(Collection<Node> some) {
        List<UUID> ids = some.stream().map(node -> node.record.id()).toList();
        for (int at = 0; at < ids.size(); at += LONGEST_PAGE) {
            query.linking(all, link, ids.subList(at, Math.min(ids.size(), at + LONGEST_PAGE)), MOST_COUNTED)
                    .forEach((id, below) -> {
                        Node node = nodes.get(id);
                        if (node != null) {
                            node.below = below;
                        }
                    });
        }
    }

    /** Reads together what is below all that are open and have few below them; the others are read when they come into sight. */
    private void readOpen(List<Node> made) {
        List<Node> level = made;
        while (!level.isEmpty()) {
            Map<UUID, Node> together = new LinkedHashMap<>();
            int room = Math.min(LONGEST_PAGE, MOST - nodes.size());
            for (Node node : level) {
                if (isOpen(node) && node.below <= room) {
                    together.put(node.record.id(), node);
                    room -= node.below;
                }
            }
            if (together.isEmpty()) {
                return;
            }
            RecordPage page = query.list(all.and(new Compare(
                            link,
                            Operator.IN,
                            together.keySet().stream()
                                    .<Object>map(RecordRef::to)
                                    .toList()))
                    .limit(LONGEST_PAGE));
            if (page.next() != null) {
                // Others wrote in between; then each is read by itself.
                return;
            }
            together.values().forEach(node -> below(node).complete = true);
            List<Node> next = new ArrayList<>();
            for (RecordData record : page.items()) {
                Node node = together.get(end(record));
                if (node != null) {
                    next.add(take(record, below(node)));
                }
            }
            count(next);
            level = next;
        }
    }

    private @Nullable UUID end(RecordData record) {
        return record.values().get(link) instanceof RecordRef ref ? ref.id() : null;
    }

    /** What was found and the ways there: a question for it, one for each level above, and one for all in their order. */
    private Branches found() {
        Map<UUID, @Nullable UUID> above = new LinkedHashMap<>();
        RecordPage page = query.list(only(wanted).limit(MOST_FOUND));
        foundMore = page.next() != null;
        page.items().forEach(record -> above.put(record.id(), end(record)));
        Set<UUID> found = Set.copyOf(above.keySet());
        Set<UUID> open = missing(above, above.values());
        for (int level = 0; level < DEEPEST && !open.isEmpty() && above.size() < MOST; level++) {
            Map<UUID, @Nullable UUID> read = new LinkedHashMap<>();
            read(only(all), open).forEach(record -> read.put(record.id(), end(record)));
            above.putAll(read);
            open = missing(above, read.values());
        }
        Branches roots = new Branches("found", all, 0, false);
        roots.complete = true;
        List<Node> ordered = new ArrayList<>();
        for (RecordData record : inOrder(above.keySet())) {
            Node node = new Node(record, end(record));
            node.found = found.contains(record.id());
            nodes.put(record.id(), node);
            ordered.add(node);
        }
        for (Node node : ordered) {
            Node parent = node.above == null ? null : nodes.get(node.above);
            if (parent == null || leadsTo(parent, node)) {
                node.astray = node.above != null;
                roots.read.add(node);
            } else {
                parent.way = true;
                Branches branches = below(parent);
                branches.complete = true;
                branches.read.add(node);
            }
        }
        level(roots.read);
        count(ordered);
        return roots;
    }

    /** All of it in the order of the list, which more than one page tells only of each page. */
    private List<RecordData> inOrder(Collection<UUID> ids) {
        List<RecordData> records = new ArrayList<>();
        ListRequest request = all.and(Condition.anyOf(List.copyOf(ids))).limit(LONGEST_PAGE);
        Cursor cursor = null;
        do {
            RecordPage page = query.list(request.after(cursor));
            records.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return records;
    }

    private List<RecordData> read(ListRequest request, Collection<UUID> ids) {
        return query.list(request.and(Condition.anyOf(List.copyOf(ids))).limit(LONGEST_PAGE))
                .items();
    }

    /** Only by what it takes to find the way. */
    private ListRequest only(ListRequest request) {
        return new ListRequest(
                request.form(), request.filter(), request.search(), request.sort(), Set.of(link), PAGE, null, false);
    }

    private static Set<UUID> missing(Map<UUID, @Nullable UUID> known, Collection<@Nullable UUID> wanted) {
        Set<UUID> missing = new LinkedHashSet<>();
        for (UUID id : wanted) {
            if (id != null && !known.containsKey(id)) {
                missing.add(id);
            }
        }
        return missing;
    }

    /** Whether the way up from a record passes another: records that were linked in a ring before rings were refused. */
    private boolean leadsTo(Node from, Node to) {
        Node at = from;
        for (int i = 0; at != null && i <= DEEPEST + 1; i++) {
            if (at == to) {
                return true;
            }
            at = at.above == null ? null : nodes.get(at.above);
        }
        return at != null;
    }

    private static void level(List<Node> roots) {
        List<Node> level = roots;
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<Node> next = new ArrayList<>();
            for (Node node : level) {
                node.level = depth;
                if (node.branches != null) {
                    next.addAll(node.branches.read);
                }
            }
            level = next;
        }
    }
}
