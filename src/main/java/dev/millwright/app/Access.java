package dev.millwright.app;

import dev.millwright.identity.Person;
import dev.millwright.identity.Role;

/** What one person may do in one app, as of the moment it was asked for. */
public record Access(App app, Rights rights, Person person) {

    /** Whether the person may work in the app at all. */
    public boolean opens() {
        return rights.opens(person);
    }

    /** Whether the person may design and publish. */
    public boolean designs() {
        return rights.designs(person);
    }

    public boolean owns() {
        return rights.owns(person);
    }

    /** Whether the person may see settings and change rights: an owner, or an administrator, who may rescue any app. */
    public boolean manages() {
        return owns() || person.has(Role.ADMINISTRATOR);
    }

    /** Whether the app exists for the person. */
    public boolean sees() {
        return opens() || person.has(Role.ADMINISTRATOR);
    }

    public boolean allows(String form, Action action) {
        return rights.allows(person, form, action);
    }
}
