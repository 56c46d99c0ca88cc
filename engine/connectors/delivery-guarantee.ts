/** What a sink promises. Answers to Flink's `DeliveryGuarantee`. */
export const DeliveryGuarantee = {
  /** Records come once, also after failures: by transactions, or files that appear when they are whole. */
  EXACTLY_ONCE: "exactly-once",
  /** None is lost; after a failure some come twice. */
  AT_LEAST_ONCE: "at-least-once",
  /** Nothing: records may be lost and may come twice. */
  NONE: "none",
} as const;
export type DeliveryGuarantee = (typeof DeliveryGuarantee)[keyof typeof DeliveryGuarantee];
