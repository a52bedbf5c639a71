/** What this has to know of fields that a button empties. */
type Emptied = HTMLElement & { clearButtonVisible?: boolean; opened?: boolean };

/**
 * Esc closes what is open. Vaadin's fields with a button that empties them take it for that button, too, and what was typed is gone for good;
 * in a search that is what people expect.
 */
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Escape') {
      return;
    }
    const field = event.composedPath().find((node): node is Emptied => (node as Emptied).clearButtonVisible === true);
    if (field && !field.opened && !field.querySelector('[slot="prefix"][icon="vaadin:search"]')) {
      field.clearButtonVisible = false;
      setTimeout(() => (field.clearButtonVisible = true));
    }
  },
  true
);

export {};
