/**
 * Recordings of plans as `getExecutionPlan` prints them, and of what vertices are described as: the names and the
 * descriptions of every operator of the API. Nothing runs.
 */
import { describeGraph, createJobGraph, generateStreamGraph } from "../../engine/graph/index";
import type { FamilyAdapter } from "../adapter";
import { differenceAt, resultOf } from "../compare";
import { buildPlanProgram } from "./execution-plan-programs";

export const executionPlans: FamilyAdapter = {
  family: "execution-plans",
  replay(recording) {
    const env = buildPlanProgram(recording.program);
    const { vertices } = describeGraph(createJobGraph(generateStreamGraph(env.getProgram())));
    return resultOf(
      differenceAt("plan", recording.plan, JSON.parse(env.getExecutionPlan())),
      differenceAt(
        "vertices",
        recording.vertices,
        vertices.map(({ description }) => description),
      ),
    );
  },
};
