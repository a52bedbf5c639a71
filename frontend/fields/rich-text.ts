import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

const PAUSE_WHILE_TYPING = 600;

interface Tool {
  name: string;
  icon: string;
  on?: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}

const TOOLS: Tool[][] = [
  [
    { name: 'bold', icon: 'bold', on: (e) => e.isActive('bold'), run: (e) => e.chain().focus().toggleBold().run() },
    { name: 'italic', icon: 'italic', on: (e) => e.isActive('italic'), run: (e) => e.chain().focus().toggleItalic().run() },
    { name: 'underline', icon: 'underline', on: (e) => e.isActive('underline'), run: (e) => e.chain().focus().toggleUnderline().run() },
    { name: 'strike', icon: 'strikethrough', on: (e) => e.isActive('strike'), run: (e) => e.chain().focus().toggleStrike().run() },
  ],
  [
    {
      name: 'heading',
      icon: 'header',
      on: (e) => e.isActive('heading', { level: 2 }),
      run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(),
    },
    { name: 'bullets', icon: 'list-ul', on: (e) => e.isActive('bulletList'), run: (e) => e.chain().focus().toggleBulletList().run() },
    { name: 'numbers', icon: 'list-ol', on: (e) => e.isActive('orderedList'), run: (e) => e.chain().focus().toggleOrderedList().run() },
    { name: 'quote', icon: 'quote-left', on: (e) => e.isActive('blockquote'), run: (e) => e.chain().focus().toggleBlockquote().run() },
  ],
  [
    { name: 'plain', icon: 'eraser', run: (e) => e.chain().focus().unsetAllMarks().clearNodes().run() },
    { name: 'undo', icon: 'arrow-backward', run: (e) => e.chain().focus().undo().run() },
    { name: 'redo', icon: 'arrow-forward', run: (e) => e.chain().focus().redo().run() },
  ],
];

/** A text with headings, lists, emphasis and links. What it sends is cleaned where it arrives. */
@customElement('mw-rich-text')
export class RichTextInput extends LitElement {
  @property() label = '';
  @property({ type: Boolean }) readonly = false;
  @property({ type: Number }) longest = 0;
  @property({ type: Object }) texts: Record<string, string> = {};
  @query('.mw-rich-area') private readonly area!: HTMLElement;
  @query('.mw-rich-link input') private readonly address?: HTMLInputElement;
  @state() private linking = false;

  private editor?: Editor;
  private shown = '';
  private timer = 0;
  private changed = false;

  /** The theme styles it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`${this.readonly ? nothing : this.toolbar()}
      <div class="mw-rich-area"></div>`;
  }

  private toolbar(): TemplateResult {
    const group = (tools: Tool[]) => html`<span class="mw-rich-group">${tools.map((tool) => this.button(tool))}</span>`;
    const link: Tool = {
      name: 'link',
      icon: 'link',
      on: (e) => e.isActive('link'),
      run: (e) => (e.isActive('link') ? e.chain().focus().extendMarkRange('link').unsetLink().run() : this.askForAddress()),
    };
    return html`<div class="mw-rich-tools" role="toolbar" aria-label=${this.texts.tools ?? ''}>
        ${TOOLS.slice(0, 2).map(group)}<span class="mw-rich-group">${this.button(link)}</span>${TOOLS.slice(2).map(group)}
      </div>
      ${this.linking
        ? html`<div class="mw-rich-link">
            <input
              type="text"
              inputmode="url"
              placeholder=${this.texts.address ?? ''}
              aria-label=${this.texts.address ?? ''}
              @keydown=${this.pressInAddress}
            />
            <button type="button" @click=${this.link}>${this.texts.apply ?? ''}</button>
          </div>`
        : nothing}`;
  }

  private button(tool: Tool): TemplateResult {
    const name = this.texts[tool.name] ?? '';
    const on = !!(this.editor && tool.on && tool.on(this.editor));
    return html`<button
      type="button"
      title=${name}
      aria-label=${name}
      aria-pressed=${tool.on ? String(on) : nothing}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.editor && tool.run(this.editor)}
    >
      <vaadin-icon icon=${'vaadin:' + tool.icon}></vaadin-icon>
    </button>`;
  }

  protected override firstUpdated(): void {
    this.make();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.editor) {
      this.make();
    }
  }

  override disconnectedCallback(): void {
    this.flush();
    this.editor?.destroy();
    this.editor = undefined;
    super.disconnectedCallback();
  }

  private make(): void {
    this.editor = new Editor({
      element: this.area,
      editable: !this.readonly,
      extensions: [
        StarterKit.configure({
          heading: { levels: [2, 3] },
          code: false,
          codeBlock: false,
          horizontalRule: false,
          trailingNode: false,
          link: {
            openOnClick: 'whenNotEditable',
            defaultProtocol: 'https',
            protocols: ['http', 'https', 'mailto', 'tel'],
            HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
          },
        }),
      ],
      content: this.shown,
      editorProps: { attributes: this.attributesOfText() },
      onUpdate: () => this.typed(),
      onBlur: () => this.flush(),
      onTransaction: () => this.requestUpdate(),
    });
    this.requestUpdate();
  }

  private attributesOfText(): Record<string, string> {
    return { role: 'textbox', 'aria-multiline': 'true', 'aria-label': this.label, 'aria-readonly': String(this.readonly) };
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('readonly') || changed.has('label')) {
      this.editor?.setOptions({ editorProps: { attributes: this.attributesOfText() } });
      this.editor?.setEditable(!this.readonly, false);
    }
    if (changed.has('linking') && this.linking) {
      this.address?.focus();
    }
  }

  /** Called by the server. */
  show(content: string): void {
    this.shown = content;
    window.clearTimeout(this.timer);
    this.changed = false;
    if (this.editor && this.editor.getHTML() !== content) {
      this.editor.commands.setContent(content, { emitUpdate: false });
    }
  }

  override focus(): void {
    this.editor?.commands.focus();
  }

  private typed(): void {
    this.changed = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), PAUSE_WHILE_TYPING);
  }

  private flush(): void {
    if (!this.changed || !this.editor) {
      return;
    }
    this.changed = false;
    window.clearTimeout(this.timer);
    const content = this.editor.isEmpty ? '' : this.editor.getHTML();
    this.shown = content;
    // Megabytes that are refused anyway need not travel.
    const tooLong = content.length > this.longest;
    this.dispatchEvent(new CustomEvent('mw-rich-typed', { detail: { content: tooLong ? '' : content, tooLong: tooLong ? content.length : 0 } }));
  }

  private askForAddress(): void {
    this.linking = true;
  }

  private pressInAddress(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      this.link();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.linking = false;
      this.editor?.commands.focus();
    }
  }

  private link(): void {
    const typed = this.address?.value.trim() ?? '';
    this.linking = false;
    if (!typed || !this.editor) {
      this.editor?.commands.focus();
      return;
    }
    const href = /^(https?:|mailto:|tel:)/i.test(typed) ? typed : 'https://' + typed;
    const chain = this.editor.chain().focus();
    if (this.editor.state.selection.empty) {
      chain.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href } }] }).run();
    } else {
      chain.setLink({ href }).run();
    }
  }
}
