package dev.millwright.notice;

import dev.millwright.shared.Phrase;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are to be told.
 *
 * @param recipients ids of the people; nobody is told twice
 * @param kind key of a {@link dev.millwright.notice.spi.NoticeKind} that is declared
 * @param text the sentence, said in the language of whoever reads it
 * @param details further facts below it, a line each, such as the words of a comment
 * @param link address without leading slash that shows what it is about; opening it never decides anything
 * @param origin what it is about, such as {@code task/<id>}: notices of one origin stand together and are settled or taken back
 *     together; null when it stands alone
 * @param urgent does not wait for a daily summary
 */
public record Notice(
        Set<String> recipients,
        String kind,
        Phrase text,
        List<Phrase> details,
        String link,
        @Nullable String origin,
        boolean urgent) {

    private static final int LONGEST_LINK = 2_000;

    public Notice {
        recipients = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(recipients));
        details = List.copyOf(details);
        if (!isOwn(link)) {
            throw new IllegalArgumentException("Not an address of the product: " + link);
        }
    }

    /** To one person; what else there is to say follows. */
    public static Notice to(String recipient, String kind, Phrase text, String link) {
        return to(Set.of(recipient), kind, text, link);
    }

    /** To several people; what else there is to say follows. */
    public static Notice to(Collection<String> recipients, String kind, Phrase text, String link) {
        return new Notice(new LinkedHashSet<>(recipients), kind, text, List.of(), link, null, false);
    }

    public Notice withDetails(List<Phrase> more) {
        return new Notice(recipients, kind, text, more, link, origin, urgent);
    }

    public Notice about(String thing) {
        return new Notice(recipients, kind, text, details, link, thing, urgent);
    }

    public Notice urgently() {
        return new Notice(recipients, kind, text, details, link, origin, true);
    }

    /** A colon before the first of these characters ends the name of a scheme. */
    private static boolean namesScheme(String link) {
        int path = 0;
        while (path < link.length() && "/?#".indexOf(link.charAt(path)) < 0) {
            path++;
        }
        return link.substring(0, path).indexOf(':') >= 0;
    }

    /** It ends up in mails: what leads elsewhere or breaks a line is none. */
    private static boolean isOwn(String link) {
        return link.length() <= LONGEST_LINK
                && !link.startsWith("/")
                && !link.startsWith("\\")
                && !namesScheme(link)
                && link.codePoints().noneMatch(c -> c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>');
    }
}
