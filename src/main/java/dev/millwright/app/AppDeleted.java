package dev.millwright.app;

/** An app is deleted; published in the transaction that does it, so that what others keep for it can end with it. */
public record AppDeleted(App app) {}
