package dev.millwright.form.ui;

import dev.millwright.form.FormEdit;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;

/** Hears what is changed in the settings beside the canvas. */
@FunctionalInterface
interface SettingsListener {

    /**
     * @param typing whether it is part of typing, which is undone as a whole
     */
    void edit(FormEdit edit, boolean typing);

    /** The problems under a path, seen from there. */
    static Problems below(String path, Problems problems) {
        return new Problems(problems.stream()
                .filter(problem -> problem.path().equals(path) || problem.path().startsWith(path + "."))
                .map(problem -> new Problem(
                        problem.severity(),
                        problem.code(),
                        problem.path().substring(Math.min(problem.path().length(), path.length() + 1)),
                        problem.arguments()))
                .toList());
    }
}
