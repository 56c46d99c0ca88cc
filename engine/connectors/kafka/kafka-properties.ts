/**
 * Settings of Kafka clients by their names, as texts: Java's `Properties` as far as connectors use them.
 */
import { illegalArgument } from "../../core/index";

export class KafkaProperties extends Map<string, string> {}

/** A number of milliseconds. Errors: `IllegalArgumentException` for another text. */
export function millisProperty(properties: KafkaProperties, key: string, defaultMillis: number): number {
  const text = properties.get(key);
  if (text === undefined) return defaultMillis;
  const millis = Number(text);
  if (text.trim() !== "" && Number.isInteger(millis)) return millis;
  throw illegalArgument(`The property ${key} is a whole number of milliseconds, not ${text}.`);
}

/** `true` or anything else, as Java parses it. */
export function booleanProperty(properties: KafkaProperties, key: string, byDefault: boolean): boolean {
  const text = properties.get(key);
  return text === undefined ? byDefault : text.toLowerCase() === "true";
}
