import "server-only";
import type { PrismaClient } from "@/generated/prisma/client";
import type { SectionName } from "@/lib/shared/transfer/export-schema";
import { EXPORT_FORMAT, EXPORT_VERSION } from "@/lib/shared/transfer/format";
import { database } from "../../db";
import { exportedSettings, reviewCards, reviewLog } from "./export-review";
import * as rows from "./export-rows";

type ReadSection = (client: PrismaClient, profileId: string) => AsyncGenerator<object>;

/**
 * What names something else comes before what it names: rows that are added while the file is being written are then
 * missing as a whole, and nothing in the file names what is not there.
 */
const SECTIONS: readonly (readonly [SectionName, ReadSection])[] = [
  ["gradeAppeals", rows.gradeAppeals],
  ["studyAnswers", rows.studyAnswers],
  ["codeDrafts", rows.codeDrafts],
  ["codeAttempts", rows.codeAttempts],
  ["interviewMarks", rows.interviewMarks],
  ["interviewAnswers", rows.interviewAnswers],
  ["interviewDrafts", rows.interviewDrafts],
  ["interviews", rows.interviews],
  ["reviewCards", reviewCards],
  ["reviewLog", reviewLog],
  ["notes", rows.notes],
  ["favourites", rows.favourites],
  ["lists", rows.lists],
];

interface ExportInput {
  readonly profileId: string;
  readonly at: Date;
  readonly appVersion: string;
}

/**
 * Everything that is kept of a profile, as the pieces of one JSON document in their order. One row stands on a line; no
 * more than a page of rows is in memory at a time.
 */
export async function* exportProfile({ profileId, at, appVersion }: ExportInput): AsyncGenerator<string> {
  const { client, migrations } = await database();
  const profile = await client.profile.findUnique({ where: { id: profileId }, select: { createdAt: true } });
  const head = {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    schemaVersion: migrations.applied.at(-1) ?? "",
    appVersion,
    exportedAt: at.toISOString(),
    profileCreatedAt: (profile?.createdAt ?? at).toISOString(),
    ...(await exportedSettings(client, profileId)),
  };
  yield JSON.stringify(head, null, 1).slice(0, -2);
  for (const [name, read] of SECTIONS) {
    yield `,\n "${name}": [`;
    let separator = "\n  ";
    for await (const row of read(client, profileId)) {
      yield separator + JSON.stringify(row);
      separator = ",\n  ";
    }
    yield separator === "\n  " ? "]" : "\n ]";
  }
  yield "\n}\n";
}
