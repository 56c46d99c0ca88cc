"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** A heading that takes the focus when it appears: where a reader arrives after a step that changed the page in place. */
export function ArrivalHeading({ className, children }: { className: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);

  return (
    <h2 ref={heading} tabIndex={-1} className={`outline-none ${className}`}>
      {children}
    </h2>
  );
}
