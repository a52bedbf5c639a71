package dev.millwright.field;

/** How safely values of one type become values of another, each read as its text by the new type. */
public enum TypeChange {
    /** Every value fits. */
    SAFE,
    /** Some values may not fit; they are counted in the plan and kept in the retired column. */
    CHECKED
}
