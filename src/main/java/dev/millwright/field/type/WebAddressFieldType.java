package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The address of a page or file of the web. Only {@code http} and {@code https} are kept, so that whoever draws one as a link leads
 * nobody into a script.
 */
@Component
class WebAddressFieldType implements ShapedText {

    private static final int LONGEST = 2000;
    private static final int LAST_PORT = 65_535;
    private static final String EXAMPLE = "https://www.example.com";
    private static final String SAFE = "https://";
    private static final String PLAIN = "http://";

    @Override
    public String key() {
        return "web-address";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Web address", "网址"),
                Label.of("The address of a page, such as a supplier's site", "网页地址，如供应商网站"),
                "vaadin:globe",
                Groups.TEXT,
                Groups.FIRST_TEXT + 30);
    }

    /** Beside an index entry of its own such a text may find no room. */
    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public String inputMode() {
        return "url";
    }

    /** Full-width signs are replaced up to the host only: in the path they may be meant. */
    @Override
    public String shaped(String typed) {
        String plain = Typed.halfWidth(typed);
        String text = plain.length() == typed.length() ? typed : plain;
        int scheme = plain.indexOf("://");
        boolean named = scheme > 0 && plain.substring(0, scheme).chars().allMatch(WebAddressFieldType::isOfScheme);
        int host = named ? scheme + 3 : plain.startsWith("//") ? 2 : 0;
        int path = path(plain, host);
        String authority = plain.substring(host, path).replace('。', '.').toLowerCase(Locale.ROOT);
        String rest = text.substring(path).replace(" ", "%20");
        if (named) {
            return plain.substring(0, host).toLowerCase(Locale.ROOT) + authority + rest;
        }
        // Without a scheme it has to look like an address; "javascript:x" is none.
        return isAuthority(authority, true) ? SAFE + authority + rest : typed;
    }

    @Override
    public boolean isShaped(String value) {
        int host = value.startsWith(SAFE) ? SAFE.length() : value.startsWith(PLAIN) ? PLAIN.length() : 0;
        if (host == 0) {
            return false;
        }
        int path = path(value, host);
        return isAuthority(value.substring(host, path), false)
                && value.substring(path).codePoints().allMatch(WebAddressFieldType::isOfPath);
    }

    private static boolean isOfScheme(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
    }

    /** Where the host and its port end. */
    private static int path(String text, int host) {
        int i = host;
        while (i < text.length() && "/?#".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /**
     * A host and perhaps its port. Names of people before it are refused: they hide where an address leads.
     *
     * @param wellKnown whether a name within the house, such as {@code erp}, is not enough
     */
    private static boolean isAuthority(String text, boolean wellKnown) {
        int colon = text.indexOf(':', text.startsWith("[") ? Math.max(0, text.indexOf(']')) : 0);
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "80" : text.substring(colon + 1);
        boolean known = wellKnown ? Domains.isPublicName(host) : Domains.isName(host) || isVersionSix(host);
        return known && isPort(port);
    }

    private static boolean isPort(String text) {
        return !text.isEmpty()
                && text.length() <= 5
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) <= LAST_PORT;
    }

    private static boolean isVersionSix(String host) {
        return host.length() > 4
                && host.length() < 50
                && host.startsWith("[")
                && host.endsWith("]")
                && host.substring(1, host.length() - 1)
                        .chars()
                        .allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    }

    /** Anything that is seen, but for what ends an address in other texts. */
    private static boolean isOfPath(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> "<>\"\\`{}|^".indexOf(c) < 0;
        };
    }

    @Override
    public String address(String value) {
        return value;
    }

    @Override
    public Problem shapeless() {
        return Problem.error("field.error.webAddress", "", EXAMPLE);
    }

    /** Names of files and parts have points too, so a column needs to say that it has addresses. */
    @Override
    public Optional<ColumnFit<NoSettings>> fit(ColumnProfile column) {
        return Fits.all(
                        column,
                        text -> isMarked(text) && takes(text, column.context().format()))
                ? Optional.of(new ColumnFit<>(defaultConfig(), 90))
                : Optional.empty();
    }

    private static boolean isMarked(String text) {
        String start = Typed.halfWidth(text.length() > 20 ? text.substring(0, 20) : text)
                .toLowerCase(Locale.ROOT);
        return start.startsWith(SAFE) || start.startsWith(PLAIN) || start.startsWith("www.");
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("A web address: " + EXAMPLE, "网址：" + EXAMPLE));
    }

    @Override
    public Optional<String> sample(NoSettings config, Locale locale) {
        return Optional.of(EXAMPLE + Label.of("/products", "/产品").in(locale));
    }
}
