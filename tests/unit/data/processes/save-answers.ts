/**
 * A process of its own that saves answers until it is killed. It prints a line for each answer that was acknowledged,
 * and nothing before that.
 */
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { ensureProfile } from "@/lib/server/data/profile/ensure-profile";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { answerInput } from "../answer-input";

const [profileId = "", countText = ""] = process.argv.slice(2);
await ensureProfile(profileId);
for (let number = 0; number < Number(countText); number += 1) {
  const clientEventId = randomUUID();
  const itemId = `item-${number}`;
  await saveAnswer(profileId, answerInput({ clientEventId, itemId, response: { number } }));
  writeSync(process.stdout.fd, `${clientEventId} ${itemId}\n`);
}
writeSync(process.stdout.fd, "all saved\n");
process.exit(0);
