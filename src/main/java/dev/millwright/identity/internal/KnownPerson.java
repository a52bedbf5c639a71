package dev.millwright.identity.internal;

import dev.millwright.identity.Person;

/** An authenticated principal that knows which person it is. */
public interface KnownPerson {

    Person person();
}
