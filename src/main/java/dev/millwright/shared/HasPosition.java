package dev.millwright.shared;

/** A refusal of a text that says where in it the trouble is. */
public interface HasPosition {

    TextPosition position();
}
