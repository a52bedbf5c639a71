/** What this has to know of Vaadin's lists that are searched by typing. */
type Searched = HTMLElement & {
  opened?: boolean;
  loading?: boolean;
  allowCustomValue?: boolean;
  selectedItems?: { key?: unknown }[];
  inputElement?: HTMLInputElement;
  _inputElementValue?: string;
  _focusedIndex: number;
  _dropdownItems?: { key?: unknown; className?: string }[];
  _setFocused(focused: boolean): void;
};

/** What a list offers to be made: nothing that was looked for. */
const OFFER = 'mw-make';

const LISTS = 'vaadin-combo-box, vaadin-multi-select-combo-box';

/** Who has typed and gone on before the list had an answer. */
let waiting: { list: Searched; left: boolean; observer: MutationObserver } | undefined;

function typedIn(event: Event): Searched | undefined {
  const input = event.composedPath()[0];
  const list = input instanceof HTMLInputElement ? input.closest<Searched>(LISTS) : null;
  return list?.opened && !list.allowCustomValue && list._inputElementValue && list._focusedIndex < 0 ? list : undefined;
}

/** Chosen by the arrow keys it would be the same; what is ticked already stays ticked. */
function point(list: Searched): boolean {
  const items = list._dropdownItems ?? [];
  const found = items.filter((item) => item.className !== OFFER);
  const only = found.length === 1 && 'key' in found[0] ? found[0] : undefined;
  if (!only || list.selectedItems?.some((item) => item.key === only.key)) {
    return false;
  }
  list._focusedIndex = items.indexOf(only);
  return true;
}

function take(list: Searched) {
  if (point(list)) {
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true });
    list.inputElement?.dispatchEvent(enter);
  }
}

/** The list shows what came a moment after it has ceased to load. */
function answered() {
  if (!waiting || waiting.list.loading) {
    return;
  }
  const { list, left } = waiting;
  forget();
  take(list);
  if (left) {
    // Who has left is told so only now.
    setTimeout(() => list._setFocused(false));
  }
}

function wait(list: Searched) {
  forget();
  const observer = new MutationObserver(() => setTimeout(answered));
  observer.observe(list, { attributes: true, attributeFilter: ['loading'] });
  waiting = { list, left: false, observer };
}

function forget() {
  waiting?.observer.disconnect();
  waiting = undefined;
}

/** Enter and Tab take what was typed for, when nothing else in the list fits it. */
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Enter' && event.key !== 'Tab') {
      return;
    }
    const list = typedIn(event);
    if (list?.loading) {
      wait(list);
    } else if (list && event.key === 'Tab') {
      take(list);
    } else if (list) {
      point(list);
    }
  },
  true
);

document.addEventListener('input', forget, true);

/** A list that is left before it has an answer would forget what was typed. */
document.addEventListener(
  'focusout',
  (event) => {
    if (waiting && waiting.list.contains(event.target as Node)) {
      waiting.left = true;
      event.stopImmediatePropagation();
    }
  },
  true
);

export {};
