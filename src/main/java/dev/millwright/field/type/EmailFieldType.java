package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.Masked;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** An e-mail address. Whether somebody reads what is sent there is another question. */
@Component
class EmailFieldType implements ShapedText {

    private static final int LONGEST = 254;
    private static final int LONGEST_NAME = 64;
    private static final String EXAMPLE = "li.na@example.com";
    private static final String MAILTO = "mailto:";

    /** What RFC 5322 allows in a name beside letters and digits. */
    private static final String SIGNS = "!#$%&'*+-/=?^_`{|}~.";

    @Override
    public String key() {
        return "email";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("E-mail", "电子邮箱"),
                Label.of("An e-mail address, checked while it is entered", "电子邮箱地址，填写时检查格式"),
                "vaadin:envelope-o",
                Groups.TEXT,
                Groups.FIRST_TEXT + 20);
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public String inputMode() {
        return "email";
    }

    @Override
    public String shaped(String typed) {
        String plain = Typed.halfWidth(typed).replace('。', '.');
        return plain.regionMatches(true, 0, MAILTO, 0, MAILTO.length()) ? plain.substring(MAILTO.length()) : plain;
    }

    @Override
    public boolean isShaped(String value) {
        int at = value.indexOf('@');
        return at > 0
                && at == value.lastIndexOf('@')
                && isName(value.substring(0, at))
                && Domains.isPublicName(value.substring(at + 1));
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !name.contains("..")
                && name.codePoints().allMatch(c -> SIGNS.indexOf(c) >= 0 || Domains.isWritten(c));
    }

    /** Signs that part a mail's address from other headers in such a link are written so that they do not. */
    @Override
    public String address(String value) {
        return MAILTO + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%40", "@");
    }

    /** The first sign and the domain. */
    @Override
    public String mask(String value) {
        int at = value.lastIndexOf('@');
        return at < 2
                ? Masked.ALL
                : value.substring(0, value.offsetByCodePoints(0, 1)) + Masked.ALL + value.substring(at);
    }

    @Override
    public Problem shapeless() {
        return Problem.error("field.error.email", "", EXAMPLE);
    }

    @Override
    public Optional<ColumnFit<NoSettings>> fit(ColumnProfile column) {
        return Fits.all(column, text -> takes(text, column.context().format()))
                ? Optional.of(new ColumnFit<>(defaultConfig(), 90))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("An e-mail address: " + EXAMPLE, "电子邮箱：" + EXAMPLE));
    }

    @Override
    public Optional<String> sample(NoSettings config, Locale locale) {
        return Optional.of(Label.of("anna.smith@example.com", EXAMPLE).in(locale));
    }
}
