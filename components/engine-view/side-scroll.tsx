import type { ReactNode, Ref } from "react";

/** A part that scrolls sideways by itself; it can be reached with the keyboard, which then scrolls it. */
export function SideScroll(props: {
  label: string;
  children: ReactNode;
  className?: string;
  ref?: Ref<HTMLDivElement>;
}) {
  const { label, children, className = "", ref } = props;
  return (
    <div
      ref={ref}
      role="group"
      aria-label={label}
      tabIndex={0}
      className={`min-w-0 overflow-x-auto ${className}`}
      style={{ scrollbarWidth: "thin" }}
    >
      {children}
    </div>
  );
}
