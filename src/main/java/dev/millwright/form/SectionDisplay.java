package dev.millwright.form;

/** How a section stands on the page on which a form is filled. */
public enum SectionDisplay {
    /** Below the one before it. */
    PLAIN,
    /** Open, and to be closed by its title. */
    COLLAPSIBLE,
    /** Closed, until somebody opens it or something in it is to be corrected. */
    COLLAPSED,
    /** As one of the tabs that it makes together with those right before and after it. */
    TAB,
    /** As one of the steps that it makes together with those right before and after it, each checked before the next. */
    STEP
}
