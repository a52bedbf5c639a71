package dev.millwright.app;

/** An app is being deleted; published in the transaction that does it, while its tables still stand, so that what is under way can end with it. */
public record AppDeleted(App app) {}
