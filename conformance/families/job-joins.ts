/**
 * The window joins of recorded jobs: `join` and `coGroup`, on the key.
 */
import type { DataStream, SingleOutputStreamOperator } from "../../engine/api/index";
import { Types } from "../../engine/types/index";
import type { TaggedUnion, Window, WindowAssigner } from "../../engine/windows/index";
import { fold, type UsualRecord } from "./fold";
import { type AssignerProgram, assignerOf } from "./window-programs";

type Stream = DataStream<UsualRecord>;
type Operator = SingleOutputStreamOperator<UsualRecord>;
type Assigner = WindowAssigner<TaggedUnion<UsualRecord, UsualRecord>, Window>;

const KEY = (record: UsualRecord): string => record[0];

/** The operator for `join` and `coGroup`; null for any other. */
export function buildJoin(
  operator: { readonly type: string; readonly assigner?: AssignerProgram },
  [left, right]: readonly Stream[],
): Operator | null {
  if (left === undefined || right === undefined || operator.assigner === undefined) return null;
  const assigner = assignerOf(operator.assigner) as unknown as Assigner;
  switch (operator.type) {
    case "join":
      return left
        .join(right)
        .where(KEY, Types.STRING)
        .equalTo(KEY, Types.STRING)
        .window(assigner)
        .apply((l, r): UsualRecord => [l[0], l[1] + r[1], fold(l[2], r[2])]);
    case "coGroup":
      return left
        .coGroup(right)
        .where(KEY, Types.STRING)
        .equalTo(KEY, Types.STRING)
        .window(assigner)
        .apply((ls, rs, out) => out.collect(summaryOf([...ls], [...rs])));
    default:
      return null;
  }
}

/** How many records each side has, and the greatest id of both. */
function summaryOf(lefts: readonly UsualRecord[], rights: readonly UsualRecord[]): UsualRecord {
  const all = [...lefts, ...rights];
  const [key] = all[0] as UsualRecord;
  return [key, 100 * lefts.length + rights.length, Math.max(...all.map(([, , id]) => id))];
}
