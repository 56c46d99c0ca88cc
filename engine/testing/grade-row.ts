/**
 * The rows that graders look at. A structural twin of the worker protocol's row, which lies one floor above.
 */

export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [field: string]: PlainValue };

export type SinkRowLike = {
  readonly value: PlainValue;
  readonly timestamp: number | null;
  readonly subtask: number;
  readonly step: number;
  readonly processingTime: number;
  readonly watermark: number | null;
};
