-- CreateTable
CREATE TABLE "GradeAppeal" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "answerId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "itemVersion" TEXT NOT NULL,
    "answerText" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "partId" TEXT NOT NULL,
    "graderVerdict" TEXT NOT NULL,
    "learnerVerdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "graderVersion" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GradeAppeal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "GradeAppeal_profileId_createdAt_idx" ON "GradeAppeal"("profileId", "createdAt");

-- CreateIndex
CREATE INDEX "GradeAppeal_answerId_idx" ON "GradeAppeal"("answerId");

-- CreateIndex
CREATE UNIQUE INDEX "GradeAppeal_profileId_clientEventId_key" ON "GradeAppeal"("profileId", "clientEventId");

-- AddForeignKey
ALTER TABLE "GradeAppeal" ADD CONSTRAINT "GradeAppeal_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GradeAppeal" ADD CONSTRAINT "GradeAppeal_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "StudyAnswer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An appeal is appended and never changed; a newer one for the same mark takes its place.
CREATE TRIGGER "GradeAppeal_append_only" BEFORE UPDATE ON "GradeAppeal" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
