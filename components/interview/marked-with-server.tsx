"use client";

import type { ComponentProps } from "react";
import { Marking } from "./marking";
import { useServerOrDevice } from "./use-server-or-device";

interface MarkedWithServerProps extends Omit<ComponentProps<typeof Marking>, "onDone"> {
  interviewId: string;
}

/** The marking of an answer that the server keeps; when the network goes, the marks are kept on this device. */
export function MarkedWithServer({ interviewId, save, ...marking }: MarkedWithServerProps) {
  const { question, answer } = marking;
  const { take, goOn } = useServerOrDevice();
  return (
    <Marking
      {...marking}
      save={async (marks, clientEventId) =>
        take(
          async () => save(marks, clientEventId),
          clientEventId,
          () => ({
            ...{ kind: "interview-mark", interview: interviewId, answer: answer.id },
            ...{ rung: question.rung, marks },
          }),
        )
      }
      onDone={goOn}
    />
  );
}
