/**
 * The payload of a growing recording: numbers in one column, texts in another one, most of them once. The kinds that come with every
 * record are written field by field, so that each place reads events of one shape; the others by the table of fields.
 */
import { type TraceEventBody } from "./trace-event";
import { TRACE_KIND_CODES, TRACE_KINDS } from "./trace-fields";

const INITIAL_NUMBERS = 4096;
const INITIAL_RECORDS = 1024;
/** Values with longer texts are nearly always new: looking for them would cost more than it saves. */
const SOUGHT_CHARACTERS_MAX = 24;
/** Records are numbered from 1; what numbers them higher than that is not the runtime. */
const RECORDS_MAX = 2 ** 24;
/** No kind has more fields. */
const FIELDS_MAX = 16;

export class Payload {
  #numbers = new Float64Array(INITIAL_NUMBERS);
  #length = 0;
  readonly #indices = new Map<string, number>();
  readonly #texts: string[] = [];
  #textCharacters = 0;
  /** The long text that was appended last: state that is written often is what is emitted next. */
  #lastLong = -1;
  #lastKey: string | null = null;
  #lastKeyIndex = 0;
  /** The value's text of each record, by its number: most records arrive, or are passed on, as they were emitted. */
  #valueOfRecord = new Int32Array(INITIAL_RECORDS).fill(-1);

  get length(): number {
    return this.#length;
  }

  /** Characters of all texts together. */
  get textCharacters(): number {
    return this.#textCharacters;
  }

  /** A copy of the numbers so far. */
  numbers(): Float64Array<ArrayBuffer> {
    return this.#numbers.slice(0, this.#length);
  }

  /** A copy of the texts so far. */
  texts(): string[] {
    return this.#texts.slice();
  }

  /** Appends the fields of an event, in the order of `TRACE_KINDS`. */
  write(event: TraceEventBody): void {
    if (this.#length + FIELDS_MAX > this.#numbers.length) this.#grow();
    switch (event.kind) {
      case "record-emitted":
        this.#number(event.record);
        this.#number(event.parent);
        this.#number(event.timestamp);
        this.#rememberValue(event.record, this.#value(event.value, event.parent));
        this.#text(event.outputTag);
        return;
      case "record-received":
        this.#number(event.record);
        this.#number(event.channel);
        this.#number(event.timestamp);
        this.#key(event.key);
        this.#value(event.value, event.record);
        return;
      case "record-assigned":
        this.#key(event.key);
        this.#number(event.start);
        this.#number(event.end);
        this.#number(event.record);
        this.#number(event.timestamp);
        this.#number(event.late ? 1 : 0);
        return;
      case "record-held":
        this.#number(event.record);
        this.#key(event.key);
        this.#number(event.timestamp);
        this.#text(event.where);
        this.#number(event.until);
        return;
      case "record-released":
        this.#number(event.record);
        this.#text(event.where);
        this.#text(event.reason);
        return;
      case "record-dropped":
        this.#number(event.record);
        this.#number(event.timestamp);
        this.#text(event.rule);
        this.#number(event.limit);
        return;
      case "timer-set":
      case "timer-fired":
      case "timer-deleted":
        this.#text(event.domain);
        this.#key(event.key);
        this.#text(event.namespace);
        this.#number(event.timestamp);
        return;
      case "state-written":
      case "state-cleared":
        this.#text(event.state);
        this.#key(event.key);
        this.#text(event.namespace);
        this.#value(event.value, -1);
        return;
      default:
        this.#writeByTable(event);
    }
  }

  #writeByTable(event: Readonly<Record<string, unknown>> & { readonly kind: string }): void {
    const spec = TRACE_KINDS[TRACE_KIND_CODES.get(event.kind) as number] as (typeof TRACE_KINDS)[number];
    for (const { name } of spec.fields) {
      const value = event[name];
      if (typeof value === "string") this.#text(value);
      else this.#number(Number(value));
    }
  }

  #number(value: number): void {
    this.#numbers[this.#length++] = value;
  }

  #text(text: string): void {
    this.#numbers[this.#length++] = this.#indexOf(text);
  }

  /** Appends the text of a value and gives its index. Looks first whether it is that of `record`, which is usual. */
  #value(text: string, record: number): number {
    const likely = record >= 0 && record < this.#valueOfRecord.length ? (this.#valueOfRecord[record] as number) : -1;
    const isLikely = likely !== -1 && this.#texts[likely] === text;
    const index = isLikely ? likely : text.length > SOUGHT_CHARACTERS_MAX ? this.#longText(text) : this.#indexOf(text);
    this.#numbers[this.#length++] = index;
    return index;
  }

  #longText(text: string): number {
    if (this.#lastLong === -1 || this.#texts[this.#lastLong] !== text) this.#lastLong = this.#append(text);
    return this.#lastLong;
  }

  /** Appends the text of a key: what happens in a row happens to one key. */
  #key(text: string): void {
    if (text !== this.#lastKey) {
      this.#lastKey = text;
      this.#lastKeyIndex = this.#indexOf(text);
    }
    this.#numbers[this.#length++] = this.#lastKeyIndex;
  }

  #rememberValue(record: number, index: number): void {
    if (!(record >= 0 && record < RECORDS_MAX)) return;
    if (record >= this.#valueOfRecord.length) {
      const bigger = new Int32Array(2 ** (32 - Math.clz32(record))).fill(-1);
      bigger.set(this.#valueOfRecord);
      this.#valueOfRecord = bigger;
    }
    this.#valueOfRecord[record] = index;
  }

  #indexOf(text: string): number {
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    const index = this.#append(text);
    this.#indices.set(text, index);
    return index;
  }

  #append(text: string): number {
    this.#textCharacters += text.length;
    return this.#texts.push(text) - 1;
  }

  #grow(): void {
    const bigger = new Float64Array(this.#numbers.length * 2);
    bigger.set(this.#numbers);
    this.#numbers = bigger;
  }
}
