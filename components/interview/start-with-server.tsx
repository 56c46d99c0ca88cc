"use client";

import { type ReactNode, useState } from "react";
import { useServerOrDevice } from "./use-server-or-device";

interface StartWithServerProps {
  /** Chosen once for the page, so that pressing twice starts one interview. */
  clientEventId: string;
  /** Leads to the first question. */
  start: (form: FormData) => Promise<void>;
  children: ReactNode;
}

/** The form that starts an interview; when the network goes, the interview starts on this device. */
export function StartWithServer({ clientEventId, start, children }: StartWithServerProps) {
  const { take, goOn } = useServerOrDevice();
  const [notice, setNotice] = useState("");

  async function submit(form: FormData) {
    const outcome = await take(
      async () => start(form),
      clientEventId,
      async () => {
        const { chosenStart } = await import("./chosen-start");
        return chosenStart(form);
      },
    );
    if (outcome.ok) goOn();
    else setNotice(outcome.message);
  }

  return (
    <form action={submit} className="mt-34">
      <input type="hidden" name="clientEventId" value={clientEventId} />
      {children}
      <p role="status" className="mt-8 text-fail-text empty:hidden">
        {notice}
      </p>
    </form>
  );
}
