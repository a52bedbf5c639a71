/** A click beside the link, or Enter on the entry that holds it, follows the link: the whole entry is what people aim at. */
document.addEventListener(
    'click',
    (event) => {
        for (const step of event.composedPath()) {
            if (!(step instanceof HTMLElement)) {
                continue;
            }
            if (step.matches('a.mw-menu-link')) {
                return;
            }
            if (step.matches('[role=menuitem], [role=menuitemradio]')) {
                const link = step.querySelector<HTMLAnchorElement>('a.mw-menu-link');
                if (link) {
                    event.stopImmediatePropagation();
                    link.click();
                }
                return;
            }
        }
    },
    true
);

export {};
