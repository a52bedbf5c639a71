package dev.millwright.template;

import java.util.List;

/**
 * An app that can be had ready made, as it presents itself in one language.
 *
 * @param key also the key of the app that it becomes, if that is free
 * @param forms labels of the forms in it
 * @param sample whether records to try it on come with it
 */
public record Template(
        String key, String label, String description, String icon, String colour, List<String> forms, boolean sample) {}
