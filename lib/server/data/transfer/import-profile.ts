import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import type { ExportFile } from "@/lib/shared/transfer/export-schema";
import type { ImportReport } from "@/lib/shared/transfer/import-report";
import { db } from "../../db";
import { ensureProfile } from "../profile/ensure-profile";
import { planCode } from "./import-code";
import { planInterviews } from "./import-interviews";
import { planLists, planMarks } from "./import-library";
import { planReview } from "./import-review";
import type { ImportContext } from "./import-section";
import { planStudy } from "./import-study";

/** A hundred megabytes of rows take their time on the embedded database. */
const TRANSACTION_MILLIS_MAX = 300_000;
const WAIT_MILLIS_MAX = 30_000;

interface ImportInput {
  readonly profileId: string;
  readonly at: Date;
  readonly newId: () => string;
  /** False to find out only what would happen. */
  readonly apply: boolean;
}

/**
 * Reads an export into a profile, or says what that would do. What the profile has stays; what both have is kept once,
 * known by its event id, so that the same file again changes nothing. All of it or nothing.
 */
export async function importProfile(input: ImportInput, file: ExportFile): Promise<ImportReport> {
  const { profileId, apply, at, newId } = input;
  await ensureProfile(profileId);
  const client = await db();
  try {
    return await client.$transaction(
      async (writer) => {
        // Two imports into one profile go one after the other.
        await writer.$queryRaw`SELECT "id" FROM "Profile" WHERE "id" = ${profileId}::uuid FOR UPDATE`;
        return runImport({ writer, profileId, at, newId }, file, apply);
      },
      { maxWait: WAIT_MILLIS_MAX, timeout: TRANSACTION_MILLIS_MAX },
    );
  } catch (thrown) {
    // A unique key: the learner did the same thing in another tab, just now.
    if (thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === "P2002") {
      const userMessage =
        "Something was saved while the file was being read in. Nothing was changed; read it in again.";
      throw new AppError("REVIEW_MOVED_ON", "a row of the import was made meanwhile", { userMessage, cause: thrown });
    }
    throw thrown;
  }
}

async function runImport(context: ImportContext, file: ExportFile, apply: boolean): Promise<ImportReport> {
  const study = await planStudy(context, file);
  const code = await planCode(context, file);
  const interviews = await planInterviews(context, file);
  const review = await planReview(context, file);
  const marks = await planMarks(context, file);
  const lists = await planLists(context, file);
  const parts = [study, code, interviews, review, marks, lists];
  if (apply) {
    for (const part of parts) await part.write();
    await beginEarlier(context, file.profileCreatedAt);
  }
  const sections = parts.flatMap(({ reports }) => reports);
  return {
    exportedAt: file.exportedAt,
    sections,
    mergedCardCount: review.mergedCardCount,
    changes: sections.some(({ addedCount, replacedCount }) => addedCount + replacedCount > 0),
  };
}

/** The learner began when the earlier of the two profiles did. */
async function beginEarlier({ writer, profileId }: ImportContext, createdAt: string): Promise<void> {
  await writer.profile.updateMany({ where: { id: profileId, createdAt: { gt: createdAt } }, data: { createdAt } });
}
