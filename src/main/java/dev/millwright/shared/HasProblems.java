package dev.millwright.shared;

/** A refusal that carries everything that is wrong, each with its place. */
public interface HasProblems {

    Problems problems();
}
