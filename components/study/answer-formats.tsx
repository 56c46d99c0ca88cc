"use client";

/** The answer boxes by format. A page loads the script of the one that it shows. */
import dynamic from "next/dynamic";

export const ChoiceAnswer = dynamic(() => import("./choice-answer").then((module) => module.ChoiceAnswer));
export const DebugAnswer = dynamic(() => import("./debug-answer").then((module) => module.DebugAnswer));
export const MatchingAnswer = dynamic(() => import("./matching-answer").then((module) => module.MatchingAnswer));
export const NumberAnswer = dynamic(() => import("./number-answer").then((module) => module.NumberAnswer));
export const OrderingAnswer = dynamic(() => import("./ordering-answer").then((module) => module.OrderingAnswer));
export const TraceAnswer = dynamic(() => import("./trace-answer").then((module) => module.TraceAnswer));
export const WrittenAnswer = dynamic(() => import("./written-answer").then((module) => module.WrittenAnswer));
