import '@vaadin/icon';
import { LitElement, PropertyValues, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { DragHost, followPress } from './drag.js';
import { Box, DropTarget, Line, SectionTarget, SheetBoxes, sectionTargetAt, targetAt } from './drop-targets.js';
import {
  CanvasField,
  CanvasForm,
  CanvasSection,
  Direction,
  Edit,
  FORM,
  PaletteType,
  Place,
  Selected,
  expected,
  fieldOf,
  fieldsOf,
  neighbour,
  newId,
} from './model.js';
import { PendingSettings, SettingsHost } from './pending-settings.js';
import { styles } from './styles.js';
import { TypingKeeper } from './typing-keeper.js';

interface Server {
  edit(number: number, edit: Edit): void;
}

/** What is being dragged. */
type Load = { kind: 'type'; type: PaletteType } | { kind: 'field'; field: CanvasField } | { kind: 'section'; id: string };

const ARROWS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * Palette and canvas of the form designer. The server holds the truth: it gets each edit as one message and answers with the
 * arrangement; until then the canvas shows what the edit is expected to make. Fields come as slotted children, named by their
 * id, so that rearranging never touches them.
 */
@customElement('mw-form-designer')
export class FormDesigner extends LitElement implements SettingsHost {
  static override styles = styles;

  @property({ attribute: false }) types: PaletteType[] = [];
  @property({ attribute: false }) form: CanvasForm = { ack: 0, selected: FORM, sections: [] };
  @property({ attribute: false }) texts: Record<string, string> = {};
  @property({ type: Boolean, reflect: true, attribute: 'read-only' }) readOnly = false;

  @state() private waiting: { number: number; edit: Edit }[] = [];
  @state() private load?: Load;
  @state() private line?: Line;
  @state() private wanted = '';
  @state() private labelling?: { id: string; text: string; rest: boolean; box: Box };
  @state() private said = '';

  @query('.scroller') private scroller!: HTMLElement;
  @query('.sheet') private sheet!: HTMLElement;
  @query('.ghost') private ghost?: HTMLElement;

  private readonly $server!: Server;
  private number = 0;
  private target?: DropTarget;
  private sectionTarget?: SectionTarget;
  /** The card that is to have the focus once it is there. */
  private focusWanted?: string;
  /** A drop is followed by a click that nobody meant. */
  private dropped = false;
  private readonly pending = new PendingSettings(this);
  private keeper?: TypingKeeper;
  private readonly onKey = (event: KeyboardEvent) => this.keyAnywhere(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
    this.keeper?.stop();
    this.keeper = undefined;
  }

  get settings(): HTMLElement | null {
    return this.parentElement?.querySelector<HTMLElement>(':scope > .mw-inspector') ?? null;
  }

  /** Starts to edit the label of a field in its place. */
  editLabel(id: string): void {
    this.startLabelling(id);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) {
      this.waiting = this.waiting.filter((waiting) => waiting.number > this.form.ack);
      // Numbers go on where a canvas that was there before, for example before a reload, left off.
      this.number = Math.max(this.number, this.form.ack);
    }
  }

  protected override updated(): void {
    if (!this.keeper && this.settings) {
      this.keeper = new TypingKeeper(this.settings);
    }
    this.pending.follow(this.waiting.length > 0);
    this.toggleAttribute('waiting', this.waiting.some(({ edit }) => edit.kind !== 'select'));
    if (this.focusWanted) {
      const card = this.card(this.focusWanted);
      if (card) {
        this.focusWanted = undefined;
        card.focus({ preventScroll: true });
        card.scrollIntoView({ block: 'nearest' });
      }
    }
    const input = this.renderRoot.querySelector<HTMLInputElement>('.labelling');
    if (input && this.shadowRoot?.activeElement !== input) {
      input.focus({ preventScroll: true });
      if (this.labelling?.rest) {
        input.setSelectionRange(input.value.length, input.value.length);
      } else {
        input.select();
      }
    }
  }

  /** The form as it will be once the server has answered everything. */
  get shown(): CanvasForm {
    return this.waiting.reduce((form, { edit }) => expected(form, edit, this.types), this.form);
  }

  send(edit: Edit): void {
    if (this.readOnly && edit.kind !== 'select') {
      return;
    }
    const number = ++this.number;
    this.waiting = [...this.waiting, { number, edit }];
    this.$server?.edit(number, edit);
    this.dispatchEvent(new CustomEvent('mw-edit', { detail: { number, edit } }));
  }

  text(key: string, ...parts: (string | number)[]): string {
    return (this.texts[key] ?? key).replace(/\{(\d)\}/g, (_, index) => String(parts[Number(index)] ?? ''));
  }

  private say(key: string, ...parts: (string | number)[]): void {
    this.said = this.text(key, ...parts);
  }

  // --- Palette ------------------------------------------------------------------------------------------------------

  private renderPalette() {
    const wanted = this.wanted.trim().toLowerCase();
    const found = this.types.filter((type) => `${type.label} ${type.help} ${type.key}`.toLowerCase().includes(wanted));
    const groups = [...new Set(found.map((type) => type.group))];
    return html`<aside class="palette" aria-label=${this.text('palette')}>
      <label class="search">
        <vaadin-icon icon="vaadin:search"></vaadin-icon>
        <input
          type="search"
          .value=${live(this.wanted)}
          placeholder=${this.text('search')}
          aria-label=${this.text('search')}
          @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
        />
      </label>
      <div class="types">
        ${groups.map(
          (group) =>
            html`<section>
              <h3>${group}</h3>
              <div class="group">
                ${found
                  .filter((type) => type.group === group)
                  .map(
                    (type) =>
                      html`<button
                        class="type"
                        data-type=${type.key}
                        title=${type.help}
                        ?disabled=${this.readOnly}
                        @pointerdown=${(event: PointerEvent) => this.pressType(event, type)}
                        @click=${(event: MouseEvent) => this.clickType(event, type)}
                      >
                        <vaadin-icon icon=${type.icon}></vaadin-icon><span>${type.label}</span>
                      </button>`,
                  )}
              </div>
            </section>`,
        )}
        ${found.length === 0 ? html`<p class="nothing">${this.text('nothingFound')}</p>` : nothing}
      </div>
    </aside>`;
  }

  private clickType(event: MouseEvent, type: PaletteType): void {
    if (this.dropped) {
      this.dropped = false;
      return;
    }
    if (type.section) {
      this.addSections(type, this.sectionAfterSelection(type.section));
      return;
    }
    const id = newId();
    // Whoever works by keyboard goes on in the palette; detail counts clicks of a pointer.
    if (event.detail > 0) {
      this.focusWanted = id;
    }
    this.send({ kind: 'add', id, type: type.key, place: this.placeAfterSelection() });
    this.say('added', type.label);
  }

  /** The index right behind the section that is selected, or that holds the field that is; others do not come between tabs or steps. */
  private sectionAfterSelection(display: string): number {
    const { selected, sections } = this.shown;
    const at = sections.findIndex((section) =>
      selected.kind === 'field'
        ? section.rows.some((fields) => fields.some((field) => field.id === selected.id))
        : selected.kind === 'section' && section.id === selected.id,
    );
    if (at < 0) {
      return sections.length;
    }
    let index = at + 1;
    const run = sections[at].display;
    if (run !== display && (run === 'TAB' || run === 'STEP')) {
      while (index < sections.length && sections[index].display === run) {
        index++;
      }
    }
    return index;
  }

  /** One tab or step alone is none, so two come where there is none to join. */
  private addSections(type: PaletteType, index: number): void {
    const { sections } = this.shown;
    const display = type.section!;
    const joins = [sections[index - 1], sections[index]].some((section) => section?.display === display);
    const number = display === 'PLAIN' || joins ? 1 : 2;
    const before = sections.filter((section) => section.display === display).length;
    const title = (i: number) =>
      display === 'PLAIN' ? '' : this.text(display === 'TAB' ? 'newTab' : 'newStep', before + i + 1);
    this.send({
      kind: 'addSections',
      sections: Array.from({ length: number }, (_, i) => ({ id: newId(), title: title(i) })),
      display,
      index,
    });
    this.say('added', type.label);
  }

  private placeAfterSelection(): Place | null {
    const { selected, sections } = this.shown;
    if (selected.kind === 'field') {
      for (const section of sections) {
        const row = section.rows.findIndex((fields) => fields.some((field) => field.id === selected.id));
        if (row >= 0) {
          return { kind: 'row', section: section.id, index: row + 1 };
        }
      }
    }
    const section =
      (selected.kind === 'section' && sections.find((candidate) => candidate.id === selected.id)) ||
      sections[sections.length - 1];
    return section ? { kind: 'row', section: section.id, index: section.rows.length } : null;
  }

  // --- Canvas -------------------------------------------------------------------------------------------------------

  private renderSection(form: CanvasForm, section: CanvasSection, index: number) {
    const selected = form.selected.kind === 'section' && form.selected.id === section.id;
    const lone = form.sections.length === 1;
    const empty = section.rows.length === 0;
    return html`<section
      class=${classMap({
        section: true,
        selected,
        lone: lone && section.title === '',
        away: this.load?.kind === 'section' && this.load.id === section.id,
      })}
      data-section=${section.id}
      role="group"
      aria-label=${section.title || this.text('section', index + 1)}
      @click=${(event: MouseEvent) => this.clickSection(event, section)}
    >
      <header>
        ${this.readOnly || lone
          ? nothing
          : html`<button
              class="grip"
              tabindex="-1"
              aria-hidden="true"
              title=${this.text('dragSection')}
              @pointerdown=${(event: PointerEvent) => this.pressSection(event, section)}
            >
              <vaadin-icon icon="vaadin:ellipsis-dots-v"></vaadin-icon>
            </button>`}
        <input
          class="title"
          .value=${live(section.title)}
          ?readonly=${this.readOnly}
          placeholder=${this.text('untitled')}
          aria-label=${this.text('sectionTitle')}
          maxlength="200"
          @change=${(event: Event) =>
            this.send({ kind: 'title', section: section.id, title: (event.target as HTMLInputElement).value.trim() })}
          @keydown=${(event: KeyboardEvent) => this.keyInTitle(event, section)}
        />
        ${section.display && section.display !== 'PLAIN'
          ? html`<span class="display">${this.text(`display.${section.display}`)}</span>`
          : nothing}
        ${this.readOnly || lone
          ? nothing
          : html`<span class="section-actions">
              <button
                tabindex="-1"
                title=${this.text('sectionUp')}
                aria-label=${this.text('sectionUp')}
                ?disabled=${index === 0}
                @click=${() => this.send({ kind: 'moveSection', section: section.id, index: index - 1 })}
              >
                <vaadin-icon icon="vaadin:arrow-up"></vaadin-icon>
              </button>
              <button
                tabindex="-1"
                title=${this.text('sectionDown')}
                aria-label=${this.text('sectionDown')}
                ?disabled=${index === form.sections.length - 1}
                @click=${() => this.send({ kind: 'moveSection', section: section.id, index: index + 2 })}
              >
                <vaadin-icon icon="vaadin:arrow-down"></vaadin-icon>
              </button>
              <button
                tabindex="-1"
                title=${this.text('removeSection')}
                aria-label=${this.text('removeSection')}
                @click=${() => this.removeSection(section)}
              >
                <vaadin-icon icon="vaadin:trash"></vaadin-icon>
              </button>
            </span>`}
      </header>
      <div class="body" role="listbox" aria-label=${section.title || this.text('section', index + 1)}>
        ${repeat(
          section.rows,
          (row) => row[0].id,
          (row) =>
            html`<div class="row" data-columns=${row.length}>
              ${repeat(
                row,
                (field) => field.id,
                (field) => this.renderField(form, field),
              )}
            </div>`,
        )}
        ${empty ? this.renderEmpty(form) : nothing}
      </div>
    </section>`;
  }

  private renderEmpty(form: CanvasForm) {
    return fieldsOf(form).length === 0 && form.sections.length === 1
      ? html`<div class="empty first">
          <vaadin-icon icon="vaadin:plus-square-o"></vaadin-icon>
          <strong>${this.text('emptyTitle')}</strong>
          <span>${this.text('emptyText')}</span>
        </div>`
      : html`<div class="empty">${this.text('emptySection')}</div>`;
  }

  private renderField(form: CanvasForm, field: CanvasField) {
    const selected = form.selected.kind === 'field' && form.selected.id === field.id;
    const labelling = this.labelling?.id === field.id ? this.labelling : undefined;
    return html`<div
      class=${classMap({
        field: true,
        selected,
        wrong: field.severity === 'error',
        away: this.load?.kind === 'field' && this.load.field.id === field.id,
      })}
      data-field=${field.id}
      tabindex="0"
      role="option"
      aria-selected=${selected}
      aria-label=${[field.label, field.typeLabel, field.problem].filter(Boolean).join(', ')}
      aria-describedby="keys"
      @pointerdown=${(event: PointerEvent) => this.pressField(event, field)}
      @focus=${() => this.select({ kind: 'field', id: field.id })}
      @click=${() => (this.dropped = false)}
      @dblclick=${() => this.startLabelling(field.id)}
      @keydown=${(event: KeyboardEvent) => this.keyOnField(event, field)}
    >
      <div class="inside">
        <slot name=${'f-' + field.id}>
          <span class="stand-in"
            ><vaadin-icon icon=${field.icon}></vaadin-icon><span>${field.label}</span
            >${field.unknown ? html`<em>${this.text('unknownType', field.typeLabel)}</em>` : nothing}</span
          >
        </slot>
        ${labelling
          ? html`<input
              class="labelling"
              style="left:${labelling.box.left}px;top:${labelling.box.top}px;width:${labelling.box.right -
              labelling.box.left}px"
              .value=${live(labelling.text)}
              aria-label=${this.text('label')}
              maxlength="200"
              @input=${(event: Event) =>
                (this.labelling = { ...labelling, text: (event.target as HTMLInputElement).value, rest: true })}
              @keydown=${(event: KeyboardEvent) => this.keyInLabel(event)}
              @pointerdown=${(event: Event) => event.stopPropagation()}
              @dblclick=${(event: Event) => event.stopPropagation()}
              @blur=${() => this.endLabelling(true, false)}
            />`
          : nothing}
      </div>
      ${field.problem
        ? html`<div class="problem" data-severity=${field.severity ?? 'error'}>
            <vaadin-icon icon="vaadin:exclamation-circle-o"></vaadin-icon><span>${field.problem}</span>
          </div>`
        : nothing}
      ${this.readOnly
        ? nothing
        : html`<div class="tools">
            <button
              class="grip"
              tabindex="-1"
              aria-hidden="true"
              title=${this.text('drag')}
              @pointerdown=${(event: PointerEvent) => this.pressField(event, field, true)}
            >
              <vaadin-icon icon="vaadin:ellipsis-dots-v"></vaadin-icon>
            </button>
            <button
              tabindex="-1"
              title=${this.text('duplicateKeys')}
              aria-label=${this.text('duplicate')}
              @pointerdown=${(event: Event) => event.stopPropagation()}
              @click=${() => this.duplicate(field)}
            >
              <vaadin-icon icon="vaadin:copy-o"></vaadin-icon>
            </button>
            <button
              tabindex="-1"
              title=${this.text('removeKeys')}
              aria-label=${this.text('remove')}
              @pointerdown=${(event: Event) => event.stopPropagation()}
              @click=${() => this.removeField(field)}
            >
              <vaadin-icon icon="vaadin:trash"></vaadin-icon>
            </button>
          </div>`}
    </div>`;
  }

  protected override render() {
    const form = this.shown;
    const empty = fieldsOf(form).length === 0;
    return html`
      ${this.renderPalette()}
      <div class="scroller" @click=${(event: MouseEvent) => this.clickBeside(event)}>
        <div class=${classMap({ sheet: true, blank: empty })}>
          ${repeat(
            form.sections,
            (section) => section.id,
            (section, index) => this.renderSection(form, section, index),
          )}
          ${this.readOnly
            ? nothing
            : html`<button class="add-section" @click=${() => this.addSection()}>
                <vaadin-icon icon="vaadin:plus"></vaadin-icon><span>${this.text('addSection')}</span>
              </button>`}
          ${this.renderLine()}
        </div>
      </div>
      ${this.renderGhost()} ${this.pending.render()}
      <div class="hidden" role="status" aria-live="polite">${this.said}</div>
      <div class="hidden" id="keys">${this.text('keys')}</div>
    `;
  }

  private renderLine() {
    const line = this.line;
    if (!line) {
      return nothing;
    }
    const size = line.direction === 'horizontal' ? `width:${line.length}px` : `height:${line.length}px`;
    return html`<div
      class="line ${line.direction}"
      data-new-section=${line.section ? 'true' : nothing}
      style="left:${line.left}px;top:${line.top}px;${size}"
    >
      ${line.section ? html`<span>${this.text('newSection')}</span>` : nothing}
    </div>`;
  }

  private renderGhost() {
    const load = this.load;
    if (!load) {
      return nothing;
    }
    const sections = this.shown.sections;
    const [icon, label] =
      load.kind === 'type'
        ? [load.type.icon, load.type.label]
        : load.kind === 'field'
          ? [load.field.icon, load.field.label || load.field.typeLabel]
          : [
              'vaadin:form',
              sections.find((section) => section.id === load.id)?.title ||
                this.text('section', sections.findIndex((section) => section.id === load.id) + 1),
            ];
    return html`<div class="ghost" popover="manual" aria-hidden="true">
      <vaadin-icon icon=${icon}></vaadin-icon><span>${label}</span>
    </div>`;
  }

  // --- Dragging -----------------------------------------------------------------------------------------------------

  private pressType(event: PointerEvent, type: PaletteType): void {
    this.dropped = false;
    if (event.button === 0 && !this.readOnly) {
      followPress(event, this.dragOf({ kind: 'type', type }), false);
    }
  }

  private pressField(event: PointerEvent, field: CanvasField, grip = false): void {
    this.dropped = false;
    if (event.button === 0 && !this.readOnly && !field.pending) {
      if (grip) {
        event.stopPropagation();
      }
      followPress(event, this.dragOf({ kind: 'field', field }), grip);
    }
  }

  private pressSection(event: PointerEvent, section: CanvasSection): void {
    if (event.button === 0) {
      event.preventDefault();
      followPress(event, this.dragOf({ kind: 'section', id: section.id }), true);
    }
  }

  private dragOf(load: Load): DragHost {
    return {
      scroller: this.scroller,
      started: () => {
        this.endLabelling(true, false);
        this.load = load;
        this.toggleAttribute('dragging', true);
        this.performUpdate();
        // In the top layer, so that nothing clips it, whatever the canvas is inside of.
        this.ghost?.showPopover();
      },
      moved: (x, y) => {
        if (this.ghost) {
          this.ghost.style.transform = `translate(${x + 14}px, ${y + 10}px)`;
        }
        this.aim(load, x, y);
      },
      ended: (dropped) => {
        const { target, sectionTarget } = this;
        this.load = undefined;
        this.toggleAttribute('dragging', false);
        this.line = undefined;
        this.target = undefined;
        this.sectionTarget = undefined;
        this.dropped = dropped;
        if (dropped) {
          this.drop(load, target, sectionTarget);
        } else {
          this.say('cancelled');
        }
        // The click that follows a drop comes at once or never.
        window.setTimeout(() => (this.dropped = false), 50);
      },
    };
  }

  private aim(load: Load, x: number, y: number): void {
    const view = this.scroller.getBoundingClientRect();
    const inside = x >= view.left && x <= view.right && y >= view.top && y <= view.bottom;
    if (!inside) {
      this.target = undefined;
      this.sectionTarget = undefined;
      this.line = undefined;
      return;
    }
    const origin = this.sheet.getBoundingClientRect();
    const boxes = this.measure(origin);
    if (load.kind === 'section' || (load.kind === 'type' && load.type.section)) {
      this.sectionTarget = sectionTargetAt(boxes, load.kind === 'section' ? load.id : undefined, y - origin.top);
      this.line = this.sectionTarget?.line;
    } else {
      const moving = load.kind === 'field' ? load.field.id : undefined;
      this.target = targetAt(boxes, this.shown, x - origin.left, y - origin.top, moving);
      this.line = this.target?.line;
    }
  }

  private drop(load: Load, target?: DropTarget, sectionTarget?: SectionTarget): void {
    if (load.kind === 'section') {
      if (sectionTarget) {
        this.send({ kind: 'moveSection', section: load.id, index: sectionTarget.index });
        this.say('movedSection', sectionTarget.index + 1);
      }
      return;
    }
    if (load.kind === 'type' && load.type.section) {
      if (sectionTarget) {
        this.addSections(load.type, sectionTarget.index);
      }
      return;
    }
    if (!target) {
      return;
    }
    if (load.kind === 'type') {
      const id = newId();
      this.focusWanted = id;
      this.send({ kind: 'add', id, type: load.type.key, place: target.place });
      this.say('added', load.type.label);
    } else {
      this.focusWanted = load.field.id;
      this.send({ kind: 'move', field: load.field.id, place: target.place });
      this.say('moved', load.field.label);
    }
  }

  private measure(origin: DOMRect): SheetBoxes {
    const box = (element: Element): Box => {
      const rect = element.getBoundingClientRect();
      return {
        left: rect.left - origin.left,
        top: rect.top - origin.top,
        right: rect.right - origin.left,
        bottom: rect.bottom - origin.top,
      };
    };
    const add = this.sheet.querySelector('.add-section');
    return {
      sections: [...this.sheet.querySelectorAll<HTMLElement>('.section')].map((section) => ({
        id: section.dataset.section!,
        box: box(section),
        body: box(section.querySelector('.body')!),
        rows: [...section.querySelectorAll('.row')].map((row) => ({
          box: box(row),
          fields: [...row.querySelectorAll<HTMLElement>('.field')].map((field) => ({
            id: field.dataset.field!,
            box: box(field),
          })),
        })),
      })),
      newSection: add ? box(add) : undefined,
    };
  }

  // --- Selecting and the keyboard -----------------------------------------------------------------------------------

  private select(target: Selected): void {
    const now = this.shown.selected;
    const same = now.kind === target.kind && (now.kind === 'form' || now.id === (target as { id: string }).id);
    if (!same) {
      this.send({ kind: 'select', target });
    }
  }

  private clickSection(event: MouseEvent, section: CanvasSection): void {
    if (!(event.target as Element).closest('.field, .section-actions')) {
      event.stopPropagation();
      this.select({ kind: 'section', id: section.id });
    }
  }

  private clickBeside(event: MouseEvent): void {
    if (!this.dropped && !(event.target as Element).closest('.section, .add-section')) {
      this.select(FORM);
    }
  }

  private card(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.field[data-field="${id}"]`);
  }

  private keyOnField(event: KeyboardEvent, field: CanvasField): void {
    if (event.target !== event.currentTarget) {
      return;
    }
    const direction = ARROWS[event.key];
    const command = event.ctrlKey || event.metaKey;
    if (direction && event.altKey) {
      event.preventDefault();
      this.focusWanted = field.id;
      this.send({ kind: 'step', field: field.id, direction });
      this.say('moved', field.label);
    } else if (direction && !command) {
      event.preventDefault();
      const next = neighbour(this.shown, field.id, direction);
      if (next) {
        this.card(next)?.focus();
      }
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.removeField(field);
    } else if (command && event.key.toLowerCase() === 'd') {
      event.preventDefault();
      this.duplicate(field);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      this.startLabelling(field.id);
    } else if (event.key === 'Escape') {
      this.select(FORM);
    } else if (event.key.length === 1 && event.key !== ' ' && !command && !event.altKey) {
      event.preventDefault();
      this.startLabelling(field.id, event.key);
    }
  }

  /** Undo and redo work wherever the focus is, except where typing has an undo of its own. */
  private keyAnywhere(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) {
      return;
    }
    const key = event.key.toLowerCase();
    const undo = key === 'z' && !event.shiftKey;
    const redo = key === 'y' || (key === 'z' && event.shiftKey);
    if ((undo || redo) && !typing(event)) {
      event.preventDefault();
      this.send({ kind: undo ? 'undo' : 'redo' });
      this.say(undo ? 'undone' : 'redone');
    }
  }

  private keyInTitle(event: KeyboardEvent, section: CanvasSection): void {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Enter') {
      input.blur();
    } else if (event.key === 'Escape') {
      input.value = section.title;
      input.blur();
    }
  }

  private duplicate(field: CanvasField): void {
    const id = newId();
    this.focusWanted = id;
    this.send({ kind: 'duplicate', field: field.id, id });
    this.say('duplicated', field.label);
  }

  private removeField(field: CanvasField): void {
    if (this.readOnly) {
      return;
    }
    const fields = fieldsOf(this.shown);
    const at = fields.findIndex((candidate) => candidate.id === field.id);
    this.focusWanted = (fields[at + 1] ?? fields[at - 1])?.id;
    this.send({ kind: 'remove', field: field.id });
    this.say('removed', field.label);
  }

  private addSection(): void {
    if (!this.dropped) {
      this.send({ kind: 'addSection', id: newId(), index: this.shown.sections.length });
    }
  }

  private removeSection(section: CanvasSection): void {
    this.send({ kind: 'removeSection', section: section.id });
    this.say('removedSection');
  }

  // --- Labels in their place ----------------------------------------------------------------------------------------

  private startLabelling(id: string, typed?: string): void {
    const card = this.card(id);
    const field = fieldOf(this.shown, id);
    if (this.readOnly || !card || !field) {
      return;
    }
    const inside = card.querySelector('.inside')!.getBoundingClientRect();
    const label = this.querySelector(`[slot="f-${id}"] [slot="label"]`)?.getBoundingClientRect();
    this.labelling = {
      id,
      text: typed ?? field.label,
      rest: typed !== undefined,
      box: {
        left: label ? label.left - inside.left - 5 : -5,
        top: label && label.height > 0 ? label.top - inside.top - 3 : 0,
        right: inside.width + 5,
        bottom: 0,
      },
    };
  }

  private keyInLabel(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      this.endLabelling(true, true);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.endLabelling(false, true);
    }
  }

  private endLabelling(keep: boolean, focus: boolean): void {
    const labelling = this.labelling;
    if (!labelling) {
      return;
    }
    this.labelling = undefined;
    const label = labelling.text.trim();
    if (keep && label !== fieldOf(this.shown, labelling.id)?.label) {
      this.send({ kind: 'label', field: labelling.id, label });
    }
    if (focus) {
      this.focusWanted = labelling.id;
    }
  }
}

/** Whether the key is pressed in a text that was changed since it got the focus. */
function typing(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  const text =
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)) ||
    target instanceof HTMLTextAreaElement;
  return text && !(target as HTMLInputElement).readOnly && touched.has(target as HTMLElement);
}

const touched = new WeakSet<HTMLElement>();
window.addEventListener('input', (event) => touched.add(event.composedPath()[0] as HTMLElement), true);
window.addEventListener('focusin', (event) => touched.delete(event.composedPath()[0] as HTMLElement), true);

declare global {
  interface HTMLElementTagNameMap {
    'mw-form-designer': FormDesigner;
  }
}
