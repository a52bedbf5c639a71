package dev.millwright.identity;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A department of the organisation, a group in Keycloak.
 *
 * @param path the full path, such as {@code /Production/Line 1}
 */
public record Department(String path) implements Serializable {

    public Department {
        if (path.length() < 2 || path.charAt(0) != '/') {
            throw new IllegalArgumentException("Not the path of a department: " + path);
        }
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The department above, or null for one at the top. */
    public @Nullable Department parent() {
        int end = path.lastIndexOf('/');
        return end == 0 ? null : new Department(path.substring(0, end));
    }

    /** How many departments stand above this one. */
    public int depth() {
        return (int) path.chars().filter(c -> c == '/').count() - 1;
    }

    /** The paths of those departments that contain the text, in any letter case. */
    public static List<String> paths(List<Department> departments, String text, int offset, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return departments.stream()
                .map(Department::path)
                .filter(path -> path.toLowerCase(Locale.ROOT).contains(wanted))
                .skip(offset)
                .limit(limit)
                .toList();
    }
}
