-- CreateTable
CREATE TABLE "ReviewCard" (
    "profileId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contentId" TEXT NOT NULL,
    "stability" DOUBLE PRECISION NOT NULL,
    "difficulty" DOUBLE PRECISION NOT NULL,
    "repetitions" INTEGER NOT NULL,
    "lapses" INTEGER NOT NULL,
    "intervalDays" INTEGER NOT NULL,
    "firstRatedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastRatedAt" TIMESTAMPTZ(3) NOT NULL,
    "suspended" BOOLEAN NOT NULL,
    "buriedOn" TEXT,
    "lastLogId" UUID NOT NULL,

    CONSTRAINT "ReviewCard_pkey" PRIMARY KEY ("profileId","kind","contentId")
);

-- CreateTable
CREATE TABLE "ReviewLog" (
    "id" UUID NOT NULL,
    "place" SERIAL NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contentId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "rating" TEXT,
    "before" JSONB,
    "after" JSONB,
    "undoes" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewSettings" (
    "profileId" UUID NOT NULL,
    "timeZone" TEXT NOT NULL,
    "rollOverHour" INTEGER NOT NULL,
    "newPerDay" INTEGER NOT NULL,
    "reviewsPerDay" INTEGER NOT NULL,
    "desiredRetention" DOUBLE PRECISION NOT NULL,
    "leechLapses" INTEGER NOT NULL,

    CONSTRAINT "ReviewSettings_pkey" PRIMARY KEY ("profileId")
);

-- CreateTable
CREATE TABLE "StudyPlan" (
    "profileId" UUID NOT NULL,
    "interviewOn" TEXT NOT NULL,
    "minutesPerDay" INTEGER NOT NULL,
    "interviewLevel" TEXT NOT NULL,
    "topics" TEXT[],

    CONSTRAINT "StudyPlan_pkey" PRIMARY KEY ("profileId")
);

-- CreateIndex
CREATE INDEX "ReviewLog_profileId_place_idx" ON "ReviewLog"("profileId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewLog_profileId_clientEventId_key" ON "ReviewLog"("profileId", "clientEventId");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewLog_profileId_undoes_key" ON "ReviewLog"("profileId", "undoes");

-- AddForeignKey
ALTER TABLE "ReviewCard" ADD CONSTRAINT "ReviewCard_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewLog" ADD CONSTRAINT "ReviewLog_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewSettings" ADD CONSTRAINT "ReviewSettings_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudyPlan" ADD CONSTRAINT "StudyPlan_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The log of reviews is only ever added to, as the answers are.
CREATE TRIGGER "ReviewLog_append_only" BEFORE UPDATE ON "ReviewLog" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
