"use client";

import { type ReactNode, type RefObject, useEffect, useRef } from "react";

type ArrivalHeadingProps = {
  className: string;
  children: ReactNode;
  /** Where the heading may be made anew later: true until the reader has arrived; the heading makes it false. */
  awaitedRef?: RefObject<boolean>;
};

/** A heading that takes the focus when it appears: where a reader arrives after a step that changed the page in place. */
export function ArrivalHeading({ className, children, awaitedRef }: ArrivalHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (awaitedRef !== undefined) {
      if (!awaitedRef.current) return;
      awaitedRef.current = false;
    }
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [awaitedRef]);

  return (
    <h2 ref={heading} tabIndex={-1} className={`outline-none ${className}`}>
      {children}
    </h2>
  );
}
