type DatePicker = HTMLElement & { opened?: boolean; close(): void };

/** Who types a date goes on with Tab as in any other field; the arrow keys lead into the calendar. */
document.addEventListener(
    'keydown',
    (event) => {
        const typed = event.composedPath()[0];
        if (event.key !== 'Tab' || !(typed instanceof HTMLInputElement)) {
            return;
        }
        const picker = typed.closest<DatePicker>('vaadin-date-picker');
        const calendar = picker?.querySelector<HTMLElement>('vaadin-date-picker-overlay-content');
        if (picker?.opened && calendar) {
            picker.close();
            // It is there for a moment yet, and would be the next to get the focus.
            calendar.inert = true;
            setTimeout(() => (calendar.inert = false));
        }
    },
    true
);

export {};
