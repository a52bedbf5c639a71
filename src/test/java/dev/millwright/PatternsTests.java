package dev.millwright;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every pattern of the house, found where it stands, against texts that make patterns go back and try again. Not time is measured but
 * how often a pattern looks at a character: on a text of twice the length about twice as often.
 */
class PatternsTests {

    private static final int LENGTH = 256;
    private static final double MOST_GROWTH = 2.7;

    /** Methods of String and Pattern that take a pattern as a text. */
    private static final Set<String> TAKING =
            Set.of("matches", "split", "splitWithDelimiters", "replaceAll", "replaceFirst");

    /** Patterns that are put together of other texts than literals, each a constant that is tried all the same, and why it is not a literal. */
    private static final Set<String> COMPOSED = Set.of(
            // shared with the pattern of a date and time
            "Dates.compile",
            "DateTimeFieldType.compile",
            // the name of a parameter of reports, quoted
            "PrintPictures.compile");

    private record Found(String where, String pattern) {}

    @Test
    void everyPatternIsOneThatIsTriedHere() throws IOException {
        List<String> unknown = new ArrayList<>();
        inSources(unknown);
        assertThat(unknown)
                .as("patterns that are no constants; keep them in a static field of the type Pattern")
                .isSubsetOf(COMPOSED);
    }

    @TestFactory
    Stream<DynamicTest> noneLooksAtATextAgainAndAgain() throws IOException {
        Map<String, Pattern> all = new TreeMap<>();
        for (Found one : inSources(new ArrayList<>())) {
            all.putIfAbsent(one.pattern(), Pattern.compile(one.pattern()));
        }
        constants(all);
        assertThat(all).hasSizeGreaterThan(40);
        return all.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest("/" + one.getKey() + "/", () -> {
                    String text = one.getValue().pattern();
                    for (Attack attack : attacks(text)) {
                        long once = looks(one.getValue(), attack.text(LENGTH));
                        long twice = looks(one.getValue(), attack.text(2 * LENGTH));
                        assertThat((double) twice / Math.max(once, 1))
                                .as("%s: %d looks at %d characters, %d at twice as many", attack, once, LENGTH, twice)
                                .isLessThan(MOST_GROWTH);
                    }
                    for (Attack attack : attacks(text)) {
                        // Deep enough for a pattern that calls itself for each character.
                        if (attack.before().isEmpty() && attack.pump().length() == 1) {
                            looks(one.getValue(), attack.text(20_000));
                        }
                    }
                }));
    }

    /** A beginning, something often, an end that may not fit. */
    private record Attack(String before, String pump, String after) {

        String text(int length) {
            return before + pump.repeat(length / pump.length()) + after;
        }
    }

    /** Texts of the pattern's own characters, and of one of each kind that a class in it may mean. */
    private static List<Attack> attacks(String pattern) {
        Set<String> letters = new TreeSet<>();
        for (String one : List.of("1", "a", "A", " ", "\n", "中", "-", "_", ".")) {
            letters.add(one);
        }
        pattern.codePoints()
                .filter(c -> !Character.isLetterOrDigit(c) && c != '\\' && c != '?' && c != '*' && c != '+')
                .limit(60)
                .forEach(c -> letters.add(Character.toString(c)));
        List<Attack> attacks = new ArrayList<>();
        for (String pump : letters) {
            for (String other : letters) {
                attacks.add(new Attack("", pump.equals(other) ? pump : pump + other, "\u0001"));
                for (String after : List.of("", "\u0001")) {
                    attacks.add(new Attack(other, pump, after));
                }
            }
        }
        // Words of the pattern, such as yyyy and yy, tile a text in many ways.
        Matcher words = Pattern.compile("[A-Za-z]{1,8}+").matcher(pattern);
        while (words.find()) {
            attacks.add(new Attack("", words.group(), "\u0001"));
            attacks.add(new Attack("", words.group() + " ", "\u0001"));
        }
        return attacks;
    }

    /** In all ways that patterns are used. */
    private static long looks(Pattern pattern, String text) {
        Counting whole = new Counting(text);
        boolean matches = pattern.matcher(whole).matches();
        Counting parts = new Counting(text);
        Matcher matcher = pattern.matcher(parts);
        int found = 0;
        while (matcher.find()) {
            found++;
        }
        return whole.looks + parts.looks + (matches ? 1 : 0) + Math.min(found, 1);
    }

    /** A text that counts how often somebody looks at one of its characters. */
    private static final class Counting implements CharSequence {

        private final String text;
        private long looks;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static void constants(Map<String, Pattern> all) {
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(Application.class)) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Pattern.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    try {
                        Field constant = Class.forName(type.getName()).getDeclaredField(field.getName());
                        constant.setAccessible(true);
                        Pattern pattern = (Pattern) constant.get(null);
                        all.put(pattern.pattern(), pattern);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    private static List<Found> inSources(List<String> unknown) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Found> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                String file =
                        Path.of(unit.getSourceFile().getName()).getFileName().toString();
                String where = file.substring(0, file.length() - ".java".length());
                unit.accept(
                        new TreeScanner<@Nullable Void, @Nullable Void>() {
                            @Override
                            public @Nullable Void visitMethodInvocation(
                                    MethodInvocationTree call, @Nullable Void nothing) {
                                look(call, where, found, unknown);
                                return super.visitMethodInvocation(call, nothing);
                            }
                        },
                        null);
            }
        }
        return found;
    }

    private static void look(MethodInvocationTree call, String where, List<Found> found, List<String> unknown) {
        if (!(call.getMethodSelect() instanceof MemberSelectTree method)
                || call.getArguments().isEmpty()) {
            return;
        }
        String name = method.getIdentifier().toString();
        String of = method.getExpression().toString();
        boolean compiles = of.equals("Pattern") && (name.equals("compile") || name.equals("matches"));
        String literal = literal(call.getArguments().getFirst());
        if (literal != null && (compiles || TAKING.contains(name))) {
            found.add(new Found(where + "." + name, literal));
        } else if (compiles) {
            unknown.add(where + "." + name);
        }
    }

    private static @Nullable String literal(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree literal when literal.getValue() instanceof String text -> text;
            case ParenthesizedTree inner -> literal(inner.getExpression());
            case BinaryTree sum -> {
                String left = literal(sum.getLeftOperand());
                String right = literal(sum.getRightOperand());
                yield left == null || right == null ? null : left + right;
            }
            default -> null;
        };
    }
}
