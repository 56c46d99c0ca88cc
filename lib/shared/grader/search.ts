/** Compares the statements of an item with the windows of one answer, each pair at most once. */
import {
  compare,
  type Comparison,
  likeness,
  likenessAtMost,
  type Places,
  placesOf,
  type Prepared,
  prepare,
  recallBound,
} from "./compare";
import type { Opposites } from "./opposites";
import type { CompiledItem, Statement, Term } from "./statement";
import type { ReadAnswer, Window } from "./windows";

export class Search {
  readonly answer: ReadAnswer;
  readonly #opposites: Opposites;
  readonly #prepared = new Map<Statement, Prepared>();
  readonly #reaches = new Map<Statement, number>();
  readonly #places = new Map<string, Places>();
  readonly #compared = new Map<Statement, Map<Window, Comparison>>();

  constructor(answer: ReadAnswer, opposites: Opposites) {
    this.answer = answer;
    this.#opposites = opposites;
  }

  /** How much of `statement` the window says. */
  compare(statement: Statement, window: Window): Comparison {
    const byWindow = this.#compared.get(statement) ?? new Map<Window, Comparison>();
    this.#compared.set(statement, byWindow);
    let comparison = byWindow.get(window);
    if (comparison === undefined) {
      comparison = compare(this.#prepare(statement), window, this.answer);
      byWindow.set(window, comparison);
    }
    return comparison;
  }

  /** How much of `statement` stands anywhere in the answer, 0 to 1: no window says more. */
  reach(statement: Statement): number {
    const known = this.#reaches.get(statement);
    if (known !== undefined) return known;
    let found = 0;
    for (const term of statement.terms) {
      const { same, opposite } = this.#find(term);
      if (same.length + opposite.length > 0) found += term.weight;
    }
    const reach = found / Math.max(statement.weight, 1e-9);
    this.#reaches.set(statement, reach);
    return reach;
  }

  /** The recall that `compare` cannot exceed; far cheaper than comparing. */
  recallBound(statement: Statement, window: Window): number {
    return recallBound(this.#prepare(statement), window);
  }

  /** How well the best of `statements` explains the window, or the sentence that it is a part of; 0 to 1. */
  bestLikeness(statements: readonly Statement[], window: Window): number {
    const sentence = this.answer.windows[window.sentenceWindow] ?? window;
    let best = 0;
    for (const statement of statements) {
      best = Math.max(best, likeness(this.compare(statement, window)), likeness(this.compare(statement, sentence)));
    }
    return best;
  }

  /** How well the best of `statements` explains the window itself, 0 to 1; `enough` ends the search. */
  windowLikeness(statements: readonly Statement[], window: Window, enough = 1): number {
    let best = 0;
    for (const statement of statements) {
      if (best >= enough) break;
      // Even if the statement explained the whole window, it would be no better than what is known.
      if (likenessAtMost(this.reach(statement)) <= best) continue;
      if (likenessAtMost(this.recallBound(statement, window)) <= best) continue;
      best = Math.max(best, likeness(this.compare(statement, window)));
    }
    return best;
  }

  #prepare(statement: Statement): Prepared {
    const known = this.#prepared.get(statement);
    if (known !== undefined) return known;
    const prepared = prepare(statement, this.answer, (term) => this.#find(term));
    this.#prepared.set(statement, prepared);
    return prepared;
  }

  /** The statements of an item share most of their terms. */
  #find(term: Term): Places {
    const known = this.#places.get(term.name);
    if (known !== undefined) return known;
    const places = placesOf(term, this.answer, this.#opposites);
    this.#places.set(term.name, places);
    return places;
  }
}

/** Everything that the item says is true, save the point with the id `except`. */
export function trueStatements(item: CompiledItem, except?: string): Statement[] {
  return [
    ...item.points.filter(({ point }) => point.id !== except).flatMap(({ statements }) => statements),
    ...item.misconceptions.map(({ truth }) => truth),
  ];
}
