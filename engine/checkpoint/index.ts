/** The door of `checkpoint`: barriers, snapshots, decisions. */
export type { CompletedCheckpoint, OperatorStateSnapshot, TaskSnapshot } from "./snapshot";
