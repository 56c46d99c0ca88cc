import type { Metadata } from "next";
import Link from "next/link";
import { OfflineSection } from "@/components/settings/offline-section";
import { OpinionForm } from "@/components/settings/opinion-form";

export const metadata: Metadata = { title: "Settings" };

/** What a learner can set for this browser. */
export default function SettingsPage() {
  return (
    <div className="page">
      <h1 className="question">Settings</h1>
      <section id="data" className="mt-34">
        <h2 className="font-medium font-serif text-lg">Your data</h2>
        <p className="prose mt-8">
          <Link href="/settings/data">Export, import or delete</Link> everything that is kept of you.
        </p>
      </section>
      <section id="second-opinion" className="mt-34">
        <h2 className="font-medium font-serif text-lg">Second opinion</h2>
        <div className="prose mt-8">
          <p>
            Written answers are marked by the grader in the page. Beside it you can ask a language model of your choice,
            at any endpoint that speaks the chat interface of OpenAI. What it says is labelled as a second opinion and
            never changes the mark. <Link href="/study/grading">How far the grader can be trusted</Link> is measured.
          </p>
          <p>
            When you press its button, the question, its key points and your answer go from this browser to the
            endpoint, and to nobody else. The key stays in this browser.
          </p>
        </div>
        <OpinionForm />
      </section>
      <section id="offline" className="mt-64">
        <h2 className="font-medium font-serif text-lg">Offline</h2>
        <div className="prose mt-8">
          <p>
            After the first visit Tidemark comes onto this device in the background: all questions with their answers,
            the grader, the editor and the engine, the exercises and the queue of the day. Without the network you go on
            as usual; what you do waits here and is sent, as of when you did it, once the server is back.
          </p>
        </div>
        <OfflineSection />
      </section>
    </div>
  );
}
