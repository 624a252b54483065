/** A number or a text that an attribute may have. */
type Text = string;

/** How much of the room is shown. */
export type AlongsideView = "all" | "strip" | "agenda" | "tasks" | "timer";

/** The attributes of `<alongside-room>`, as they stand in a page. A value that means nothing is ignored, and said in the console. */
export interface AlongsideAttributes {
  /** The relay's address; by default, where the script came from. */
  relay?: Text;
  /** The widget itself instead of a frame, where the page's policy allows WebAssembly. */
  inline?: boolean | "";
  /** A public label by which this device remembers the room of this place; never a key. */
  "room-hint"?: Text;
  /** A name to offer to a person whose name is not known yet. */
  name?: Text;
  /** Who this page's people are in a new room. */
  role?: "coach" | "coachee" | "mentor" | "mentee" | "lead" | "developer";
  /** What a new room is for. */
  mode?: "coaching" | "mentoring" | "leading" | "partners";
  /** A language (BCP 47). */
  lang?: Text;
  theme?: "auto" | "light" | "dark";
  /** A colour, which is made light or dark enough to be read. */
  accent?: Text;
  /** Minutes of a block, to begin with. */
  length?: Text;
  view?: AlongsideView;
}

/** What happened, in numbers: no event carries a word of a room. */
export interface AlongsideEvents {
  /** There is something to see. */
  "alongside:ready": CustomEvent<Record<string, never>>;
  /** The first block of a session began. */
  "alongside:session-start": CustomEvent<{ session: number }>;
  /** A session was closed. */
  "alongside:session-end": CustomEvent<{ session: number; points: number; discussed: number; tasks: number; done: number }>;
  /** A block ended. */
  "alongside:block-end": CustomEvent<{ session: number; minutes: number; planned: number }>;
  /** At this height, in CSS pixels, nothing of it scrolls. */
  "alongside:height": CustomEvent<{ height: number }>;
}

export declare class AlongsideRoom extends HTMLElement {
  /** Puts the focus on the clock's button; call it when something of yours was pressed. Whether it could. */
  focusTimer(): boolean;
  /** Asks the person for a summary of the session (Markdown); `null` if they do not give it. */
  exportSummary(): Promise<string | null>;
  addEventListener<Name extends keyof AlongsideEvents>(
    name: Name,
    listener: (this: AlongsideRoom, event: AlongsideEvents[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "alongside-room": AlongsideRoom;
  }
}
