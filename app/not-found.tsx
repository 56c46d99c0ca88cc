import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not here" };

/** The page for addresses that lead nowhere. */
export default function NotFound() {
  return (
    <div className="page">
      <h1 className="question">There is no page at this address.</h1>
      <p className="prose mt-12">It may have been renamed, or the link was cut short.</p>
      <p className="mt-24">
        <ButtonLink href="/study" weight="primary">
          Go to the questions
        </ButtonLink>
      </p>
    </div>
  );
}
