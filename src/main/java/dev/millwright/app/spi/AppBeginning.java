package dev.millwright.app.spi;

/** Another way to begin an app, offered beside the empty one; a Spring component, found by the scan. */
public interface AppBeginning {

    /** Key of the text on its button. */
    String label();

    /** Name of an icon of the product's icon set. */
    String icon();

    /** Address of the page that begins it, without leading slash. */
    String href();
}
