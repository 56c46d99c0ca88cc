import type { SectionReport } from "@/lib/shared/transfer/import-report";

/** What the parts of an export are called, in the order in which they are shown. */
export const SECTION_WORDS: Readonly<Record<SectionReport["section"], string>> = {
  studyAnswers: "Answers to questions",
  gradeAppeals: "Objections to marks",
  codeAttempts: "Attempts at exercises",
  codeDrafts: "Drafts of exercises",
  interviews: "Mock interviews",
  interviewDrafts: "Open interview questions",
  interviewAnswers: "Interview answers",
  interviewMarks: "Marks of interview answers",
  reviewCards: "Review cards",
  reviewLog: "Entries of the review log",
  reviewSettings: "Review settings",
  studyPlan: "Plan",
  notes: "Notes",
  favourites: "Favourites",
  lists: "Own lists",
};
