/** Units by which numbers in answers are told apart and compared. */

export interface Unit {
  readonly dimension: "time" | "size" | "share" | "factor" | "plain";
  /** How many of the dimension's base unit (millisecond, byte, one) it is. */
  readonly factor: number;
}

const time = (factor: number): Unit => ({ dimension: "time", factor });
const size = (factor: number): Unit => ({ dimension: "size", factor });

export const UNITS: Readonly<Record<string, Unit>> = {
  ns: time(1e-6),
  ms: time(1),
  millis: time(1),
  milli: time(1),
  millisecond: time(1),
  milliseconds: time(1),
  s: time(1_000),
  sec: time(1_000),
  secs: time(1_000),
  second: time(1_000),
  seconds: time(1_000),
  min: time(60_000),
  mins: time(60_000),
  minute: time(60_000),
  minutes: time(60_000),
  h: time(3_600_000),
  hr: time(3_600_000),
  hrs: time(3_600_000),
  hour: time(3_600_000),
  hours: time(3_600_000),
  d: time(86_400_000),
  day: time(86_400_000),
  days: time(86_400_000),
  week: time(604_800_000),
  weeks: time(604_800_000),
  b: size(1),
  byte: size(1),
  bytes: size(1),
  kb: size(1_024),
  kib: size(1_024),
  kilobyte: size(1_024),
  kilobytes: size(1_024),
  mb: size(1_048_576),
  mib: size(1_048_576),
  megabyte: size(1_048_576),
  megabytes: size(1_048_576),
  gb: size(1_073_741_824),
  gib: size(1_073_741_824),
  gigabyte: size(1_073_741_824),
  gigabytes: size(1_073_741_824),
  tb: size(1_099_511_627_776),
  tib: size(1_099_511_627_776),
  terabyte: size(1_099_511_627_776),
  terabytes: size(1_099_511_627_776),
  "%": { dimension: "share", factor: 0.01 },
  percent: { dimension: "share", factor: 0.01 },
  x: { dimension: "factor", factor: 1 },
  times: { dimension: "factor", factor: 1 },
};

export const NUMBER_WORDS: Readonly<Record<string, number>> = {
  zero: 0,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  thirty: 30,
  sixty: 60,
  hundred: 100,
  thousand: 1_000,
};
