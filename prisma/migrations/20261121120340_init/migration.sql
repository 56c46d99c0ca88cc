-- CreateTable
CREATE TABLE "Profile" (
    "id" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StudyAnswer" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "itemVersion" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StudyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CodeDraft" (
    "profileId" UUID NOT NULL,
    "exerciseId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "hintsOpened" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CodeDraft_pkey" PRIMARY KEY ("profileId","exerciseId")
);

-- CreateTable
CREATE TABLE "CodeAttempt" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "exerciseId" TEXT NOT NULL,
    "exerciseVersion" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "verdict" JSONB,
    "passed" BOOLEAN NOT NULL,
    "aid" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CodeAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Interview" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "startRung" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Interview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InterviewDraft" (
    "interviewId" UUID NOT NULL,
    "rung" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "structured" JSONB,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "deadlines" JSONB,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InterviewDraft_pkey" PRIMARY KEY ("interviewId")
);

-- CreateTable
CREATE TABLE "InterviewAnswer" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "interviewId" UUID NOT NULL,
    "rung" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "questionVersion" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "structured" JSONB,
    "secondsUsed" INTEGER NOT NULL,
    "deadlines" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InterviewAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InterviewMark" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "answerId" UUID NOT NULL,
    "marks" JSONB NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InterviewMark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StudyAnswer_profileId_itemId_createdAt_idx" ON "StudyAnswer"("profileId", "itemId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "StudyAnswer_profileId_clientEventId_key" ON "StudyAnswer"("profileId", "clientEventId");

-- CreateIndex
CREATE INDEX "CodeAttempt_profileId_exerciseId_createdAt_idx" ON "CodeAttempt"("profileId", "exerciseId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CodeAttempt_profileId_clientEventId_key" ON "CodeAttempt"("profileId", "clientEventId");

-- CreateIndex
CREATE INDEX "Interview_profileId_startedAt_idx" ON "Interview"("profileId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Interview_profileId_clientEventId_key" ON "Interview"("profileId", "clientEventId");

-- CreateIndex
CREATE INDEX "InterviewAnswer_interviewId_createdAt_idx" ON "InterviewAnswer"("interviewId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "InterviewAnswer_profileId_clientEventId_key" ON "InterviewAnswer"("profileId", "clientEventId");

-- CreateIndex
CREATE INDEX "InterviewMark_answerId_createdAt_idx" ON "InterviewMark"("answerId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "InterviewMark_profileId_clientEventId_key" ON "InterviewMark"("profileId", "clientEventId");

-- AddForeignKey
ALTER TABLE "StudyAnswer" ADD CONSTRAINT "StudyAnswer_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeDraft" ADD CONSTRAINT "CodeDraft_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeAttempt" ADD CONSTRAINT "CodeAttempt_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interview" ADD CONSTRAINT "Interview_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InterviewDraft" ADD CONSTRAINT "InterviewDraft_interviewId_fkey" FOREIGN KEY ("interviewId") REFERENCES "Interview"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InterviewAnswer" ADD CONSTRAINT "InterviewAnswer_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InterviewAnswer" ADD CONSTRAINT "InterviewAnswer_interviewId_fkey" FOREIGN KEY ("interviewId") REFERENCES "Interview"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InterviewMark" ADD CONSTRAINT "InterviewMark_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InterviewMark" ADD CONSTRAINT "InterviewMark_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "InterviewAnswer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
