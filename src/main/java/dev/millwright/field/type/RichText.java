package dev.millwright.field.type;

import dev.millwright.field.Parted;
import dev.millwright.field.ValueFormatException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A text with headings, lists, emphasis and links.
 *
 * @param text what stands there without any of these: what lists show and a search finds
 * @param html the same with them, clean; null for a text that has none of them
 */
record RichText(String text, @Nullable String html) implements Parted {

    /** In characters. */
    static final int LONGEST = 100_000;

    /** Tags included. */
    static final int LONGEST_HTML = 400_000;

    private static final Safelist ALLOWED = new Safelist()
            .addTags("p", "br", "strong", "b", "em", "i", "u", "s", "h2", "h3", "ul", "ol", "li", "blockquote", "a")
            .addAttributes("a", "href", "target", "rel")
            .addAttributes("ol", "start")
            .addProtocols("a", "href", "http", "https", "mailto", "tel")
            .addEnforcedAttribute("a", "target", "_blank")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");

    private static final Set<String> PLAIN = Set.of("p", "br");
    private static final Set<String> BLOCKS = Set.of("p", "h2", "h3", "li");

    /** A text without formatting; null when nothing is in it. */
    static @Nullable RichText plain(String typed) {
        String text = typed.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
        return text.isEmpty() ? null : new RichText(text, null);
    }

    /**
     * What an editor sent, without whatever is not allowed; null when nothing is in it.
     *
     * @throws ValueFormatException when it is too long
     */
    static @Nullable RichText cleaned(String html) {
        return of(parsed(html));
    }

    /**
     * What a program sent; null when nothing is in it.
     *
     * @throws ValueFormatException when something in it would have to be left out
     */
    static @Nullable RichText strict(String html) {
        Document parsed = parsed(html);
        if (!new Cleaner(ALLOWED).isValid(parsed)) {
            throw new ValueFormatException("field.error.json.richText");
        }
        return of(parsed);
    }

    private static Document parsed(String html) {
        if (html.length() > LONGEST_HTML) {
            throw new ValueFormatException("field.error.richText.tooLong", LONGEST_HTML, html.length());
        }
        return Jsoup.parseBodyFragment(html);
    }

    private static @Nullable RichText of(Document parsed) {
        Document clean = new Cleaner(ALLOWED).clean(parsed);
        clean.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
        Words words = new Words();
        NodeTraversor.traverse(words, clean.body());
        String text = words.text.toString().strip();
        if (text.isEmpty()) {
            return null;
        }
        boolean formatted = clean.body().getAllElements().stream()
                .anyMatch(element -> element != clean.body() && !PLAIN.contains(element.normalName()));
        return new RichText(text, formatted ? clean.body().html() : null);
    }

    /** Never without tags: a text without formatting is paragraphs. */
    String markup() {
        return html != null
                ? html
                : text.lines()
                        .map(line -> "<p>" + Entities.escape(spaced(line)) + "</p>")
                        .collect(Collectors.joining());
    }

    /** HTML makes one space of several. */
    private static String spaced(String line) {
        StringBuilder spaced = new StringBuilder(line);
        for (int i = 0; i < spaced.length(); i++) {
            boolean afterSpace = i == 0 || spaced.charAt(i - 1) == ' ' || spaced.charAt(i - 1) == '\u00a0';
            if (spaced.charAt(i) == '\t' || (spaced.charAt(i) == ' ' && afterSpace)) {
                spaced.setCharAt(i, '\u00a0');
            }
        }
        return spaced.toString();
    }

    @Override
    public String first() {
        return text;
    }

    /** Collects what stands in the lines. */
    private static final class Words implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                add(words.getWholeText());
            } else if (node instanceof Element element && element.normalName().equals("li")) {
                Element list = element.parent();
                boolean numbered = list != null && list.normalName().equals("ol");
                endLine();
                text.append(numbered ? element.elementSiblingIndex() + 1 + ". " : "• ");
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (name.equals("br")) {
                    newLine();
                } else if (name.equals("li")) {
                    endLine();
                } else if (BLOCKS.contains(name)) {
                    newLine();
                }
            }
        }

        private void add(String words) {
            for (int i = 0; i < words.length(); i++) {
                char c = words.charAt(i);
                if (c == '\u00a0') {
                    text.append(' ');
                } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f') {
                    if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ' && !atStart()) {
                        text.append(' ');
                    }
                } else {
                    text.append(c);
                }
            }
        }

        private boolean atStart() {
            return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        }

        private void endLine() {
            if (!atStart()) {
                newLine();
            }
        }

        private void newLine() {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            text.setLength(end);
            text.append('\n');
        }
    }
}
