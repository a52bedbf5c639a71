package dev.millwright.field.type;

import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.PropertyKind.Choice.Option;
import dev.millwright.field.Deletion;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens to a link when the record that it leads to is deleted, as a setting. */
final class LinkDeletion {

    static final Label LABEL = Label.of("When the linked record is deleted", "所关联的记录被删除时");

    static final PropertyKind.Choice CHOICE = new PropertyKind.Choice(List.of(
            new Option(name(Deletion.KEEP), Label.of("Keep the link", "保留关联")),
            new Option(name(Deletion.BLOCK), Label.of("Do not let it be deleted", "不允许删除")),
            new Option(name(Deletion.CLEAR), Label.of("Empty this field", "清空此字段")),
            new Option(name(Deletion.CASCADE), Label.of("Delete this record with it", "同时删除本记录"))));

    private LinkDeletion() {}

    private static String name(Deletion deletion) {
        return deletion.name().toLowerCase(Locale.ROOT);
    }

    static String key(@Nullable String kept) {
        return name(of(kept));
    }

    /** What is not known does nothing. */
    static Deletion of(@Nullable String kept) {
        return Arrays.stream(Deletion.values())
                .filter(one -> name(one).equals(kept))
                .findFirst()
                .orElse(Deletion.KEEP);
    }

    /** A word that is not known would let links be kept by a designer who wanted anything but that. */
    static Problems problems(@Nullable String kept) {
        return kept == null
                        || Arrays.stream(Deletion.values())
                                .anyMatch(one -> name(one).equals(kept))
                ? Problems.NONE
                : Problems.of(Problem.error(
                        "field.config.link.deletion",
                        "deletion",
                        Arrays.stream(Deletion.values()).map(LinkDeletion::name).collect(Collectors.joining(", "))));
    }

    /** As a configuration has it, which for nothing is the one that it was before there was anything. */
    static @Nullable String kept(String key) {
        return of(key) == Deletion.KEEP ? null : key;
    }
}
